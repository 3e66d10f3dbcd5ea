/*
 * test_judge_texts.h - sentences and frames for made pairs of texts, in
 * Buckwalter's transliteration.  #k1 is a slot: a kind and a number; slots of
 * one kind and number hold one filler, #k0 is another each time.
 *
 *	n number of three digits	t of two	k of four and more
 *	p with a decimal		d date		h time of day
 *	w weekday, r ordinal, and m c s o f: made-up names from lists
 */
#ifndef TAWAM_TESTS_TEST_JUDGE_TEXTS_H
#define TAWAM_TESTS_TEST_JUDGE_TEXTS_H

static const char *const sentences[] = {
	"w>Elnt wzArp Altjhyz >n >$gAl AlTryq AlsyArp tqdmt bnsbp #p0 "
	    "bAlm}p w>n Alklfp Aljmlyp llm$rwE tnAhz #n0 mlywn dynAr",
	"wtm tsjyl #k0 mxAlfp mrwryp xlAl Hmlp AlmrAqbp Alty $mlt "
	    "mdAxl Almdn AlkbrY wmHTAt Alnql AlEmwmy",
	"wqAl mdyr Almst$fY <n qsm AlTwAr} Astqbl #n0 mSAbA gAdr "
	    ">glbhm bEd tlqy Al<sEAfAt AlDrwryp",
	"wtwqE AlxbrA' >n yblg <ntAj AlHbwb h*A Almwsm #n0 >lf qnTAr "
	    "bfDl nzwl kmyAt hAmp mn Al>mTAr",
	"wdEA r}ys Albldyp AlmwATnyn <lY AHtrAm mwAEyd rfE AlfDlAt "
	    "wAlmHAfZp ElY nZAfp Al$wArE wAlsAHAt AlEAmp",
	"w$Ark fy Alndwp bAHvwn mn jAmEAt Erbyp w>jnbyp tnAwlwA "
	    "bAldrs mstqbl AltElym Alrqmy wt>vyrh ElY Almdrsp",
	"wAfttH AlmErD fy #d0 bHDwr wfwd mn #n0 dwlp ErDt mntwjAthA "
	    "AlHrfyp wAlflAHyp >mAm AlzwAr",
	"w>wDH AlnATq bAsm AlHmAyp Almdnyp >n #n0 frqp tdxlt l<xmAd "
	    "AlHryq Al*y AndlE fy gAbp AlSnwbr",
	"wH*rt AlmSAlH AlSHyp mn AsthlAk myAh gyr mEAljp wdEt "
	    "AlEA}lAt <lY gly AlmA' qbl $rbh",
	"wsjlt AlSAdrAt ArtfAEA blg #p0 bAlm}p mqArnp bAlftrp *AthA "
	    "fymA trAjEt AlwArdAt mn AlmwAd AlTAqyp",
	"w>fAd Altqryr b>n #k0 TAlbA tqdmwA bTlbAt Altsjyl fy AlmEAhd "
	    "AlElyA lldrAsAt Altknwlwjyp",
	"wyntZr >n ynTlq mwsm Aljny fy #d0 wsT mxAwf mn nqS Alyd "
	    "AlEAmlp wArtfAE klfp Alnql",
	"wnbht AljmEyp <lY xTwrp AlSyd AlE$wA}y ElY Alvrwp Alsmkyp "
	    "wTAlbt bt$dyd AlEqwbAt Dd AlmxAlfyn",
	"w>kd AlmHAfZ >n Aldwlp xSSt #n0 mlywn dynAr l<EAdp thy}p "
	    "Al>HyA' Al$Ebyp wtEbyd AlmsAlk Alryfyp",
	"wAstErD Alm$Arkwn tjArb nAjHp fy mjAl AlTAqp Al$msyp Alty "
	    "tgTy Alywm jAnbA mn HAjyAt AlqrY AlnA}yp",
	"wtEhd Almjls bmtAbEp tnfy* AltwSyAt wErD ntA}jhA ElY Alr>y "
	    "AlEAm fy jlsp Elnyp",
	"wblg Edd Almstfydyn mn AlqrwD AlSgrY #k0 mstfydA >glbhm mn "
	    "Al$bAn AlEATlyn En AlEml",
	"w>DAf AlmSdr >n >sEAr AlxDr Astqrt fy >swAq Aljmlp bEd "
	    ">sAbyE mn AlArtfAE AlmtwASl",
	"wwSlt <lY AlmynA' bAxrp mHmlp bkmyp #k0 TnA mn AlqmH Allyn "
	    "mwjhp <lY AlmTAHn AlHkwmyp",
	"wtDmn AlbrnAmj ErwDA msrHyp wmwsyqyp mwjhp ll>TfAl wwr$At "
	    "llrsm wAlxT AlErby",
	"wymtd Alm$rwE ElY msAHp #n0 hktArA wy$ml Hdyqp Emwmyp wmktbp "
	    "wmsbHA bldyA",
	"wsyqE twzyE AljwA}z fy #d0 xlAl Hfl yqAm bAlmsrH Al>vry "
	    "bHDwr nxbp mn AlfnAnyn",
	"wqrrt AlmHkmp t>jyl AlnZr fy AlqDyp AstjAbp lTlb hy}p AldfAE "
	    "Alty tmskt bsmAE bqyp Al$hwd",
	"w>$Ar Alwzyr <lY >n nsbp AlbTAlp AnxfDt <lY #p0 bAlm}p whw "
	    ">dnY mstwY lhA mn* snwAt",
	"wk$ft AldrAsp >n Al>TfAl yqDwn sAEAt Twylp >mAm Al$A$At bmA "
	    "y&vr ElY nwmhm wtHSylhm",
	"wtslmt AlmdArs #k0 HAswbA Dmn brnAmj rqmnp AlfSwl Al*y tmwlh "
	    "hy}At dwlyp mAnHp",
	"wTAlb skAn Alqryp btwfyr HAflp <DAfyp lnql AltlAmy* Al*yn "
	    "yqTEwn msAfAt Twylp m$yA ElY Al>qdAm",
	"wtrAwHt srEp AlryAH byn #n0 kylwmtrA fy AlsAEp whw mA tsbb "
	    "fy sqwT >Emdp khrbA}yp",
	"wvmn Almtdxlwn jhwd AlmtTwEyn Al*yn nZfwA Al$AT} wzrEwA "
	    ">$jArA ElY Twl Alkwrny$",
	"wtjry AlAstEdAdAt lAstqbAl #k0 sA}H xlAl AlETlp AlSyfyp bEd "
	    "tHsn AlHjwzAt fy Alnzl",
	"wnAq$ AlbrlmAn m$rwE qAnwn ynZm mhnp Al<r$Ad AlsyAHy wyHdd "
	    "$rwT <snAd AlrxS",
	"wAnxfD mnswb Alsd <lY #n0 mlywn mtr mkEb >y dwn AlmEdl "
	    "Almsjl fy mvl h*h Alftrp",
	"wAstmEt Alljnp <lY mmvly AlnqAbAt Al*yn TAlbwA bmrAjEp "
	    "Al>jwr wtHsyn Zrwf AlEml fy AlmSAnE",
	"w>sfrt AlqrEp En mjmwEAt mtwAznp fy AlmsAbqp Alty tHtDnhA "
	    "AlEASmp bm$Arkp frq mn qArAt mxtlfp",
	"wArtfEt AlwdA}E Albnkyp bnsbp #p0 bAlm}p fymA HAfZt nsbp "
	    "AlfA}dp ElY AstqrArhA",
	"wxtm AlkAtb rwAyth bm$hd m&vr yEwd fyh AlbTl <lY byt Tfwlth "
	    "bEd gyAb Twyl fy Almhjr",
	"wAtfq AljAnbAn ElY <n$A' xT bHry mntZm yrbT AlmynA'yn wyqlS "
	    "klfp Al$Hn ElY Alm&ssAt AlSgyrp",
	"w>jrY Al>TbA' #n0 Emlyp jrAHyp mjAnyp xlAl AlqAflp AlSHyp "
	    "Alty jAbt AlmnATq Aljblyp",
	"wyEwd tAryx AlHSn <lY qrwn xlt wqd rmm >xyrA bTryqp HAfZt "
	    "ElY TAbEh AlmEmAry Al>Syl",
	"w>HSt Algrfp AltjAryp #k0 m&ssp jdydp >Hdvt fy qTAEAt Alnsyj "
	    "wAlSnAEAt Alg*A}yp",
};

/* Texts of which each issue is another event. */
static const char *const frames[] = {
	/* stock close */
	">glq m&$r swq Al>shm tEAmlAt #w1 End mstwY #k1 nqTp mtgyrA "
	    "bnsbp #p1 bAlm}p wblgt qymp AltdAwlAt #n1 mlywn dynAr twzEt "
	    "ElY #k2 Sfqp wArtfEt >shm #t1 $rkp fymA trAjEt >shm #t2 $rkp "
	    ">xrY wtSdr shm #o1 qA}mp Al>shm Al>kvr n$ATA btdAwl #k3 shm "
	    "ylyh shm #o2 btdAwl #k4 shm fymA Astqrt >sEAr bqyp Al>shm "
	    "Almdrjp fy Alswq Alr}ysyp",
	/* weather */
	"ttwqE mSAlH AlrSd Aljwy >n ykwn AlTqs ywm #w1 #d1 mgymA "
	    "jz}yA b>glb AlmnATq mE >mTAr mtfrqp bAl$mAl wAlryH mn AlqTAE "
	    "Al$mAly qwyp nsbyA qrb AlswAHl wmHdwdp AlsrEp dAxl AlblAd "
	    "wAlbHr mDTrb wttrAwH drjAt AlHrArp AlqSwY byn #t1 w#t2 drjp "
	    "wtkwn fy Hdwd #t3 drjp bAlmrtfEAt wtSl <lY #t4 drjp b>qSY "
	    "Aljnwb",
	/* admission notice */
	"tEln jAmEp #c1 En ftH bAb Alqbwl wAltsjyl lbrAmj AldrAsAt "
	    "AlElyA llfSl AlqAdm AbtdA' mn #d1 wHtY #d2 wElY AlrAgbyn fy "
	    "AlAltHAq tEb}p AlTlb Al<lktrwny w<rfAq Swr Alm&hlAt AlElmyp "
	    "wsdAd rswm qdrhA #t1 dynArA wtjrY AlmqAblAt Al$xSyp fy #d3 "
	    "bmqr EmAdp Alqbwl wln ynZr fy AlTlbAt AlwArdp bEd AnqDA' "
	    "AlmwEd AlmHdd wlmzyd mn AlAstfsAr ymkn AlAtSAl ElY Alrqm #k1 "
	    "xlAl >wqAt AldwAm Alrsmy",
	/* inspection report */
	"nf*t >mAnp #c1 xlAl $hr wAHd #k1 jwlp tfty$yp ElY Almn$|t "
	    "Alg*A}yp wAlSHyp >sfrt En tHryr #n1 mxAlfp w<glAq #t1 mHlA "
	    "w<tlAf #k2 kylwgrAmA mn AlmwAd Alg*A}yp gyr AlSAlHp "
	    "llAsthlAk kmA wjht #n2 <n*ArA llmHlAt Alty lm tltzm "
	    "bAlA$trATAt AlSHyp wAstqbl mrkz AlblAgAt #n3 blAgA mn "
	    "AlmwATnyn jrY AltEAml mEhA fy HynhA wdEt Al>mAnp AljmyE <lY "
	    "AltEAwn mE frqhA AlrqAbyp wAl<blAg En >y tjAwzAt",
	/* fixtures */
	"brnAmj mbAryAt Aljwlp #r1 mn bTwlp Aldwry AlmmtAz lkrp Alqdm "
	    "#w1 #d1 ElY AlsAEp #t1 yltqy fryq #f1 mE Dyfh fryq #f2 "
	    "bAlmlEb Albldy b<dArp AlHkm #m1 fymA ystqbl fryq #f3 mnAfsh "
	    "fryq #f4 ElY AlsAEp #t2 bmlEb Almdynp AlryADyp b<dArp AlHkm "
	    "#m2 wtnql AlmbAryAt mbA$rp ElY AlqnAp AlwTnyp wtbAE Alt*Akr "
	    "fy $bAbyk AlmlAEb qbl AnTlAq AlmbAryAt",
	/* gold price */
	"sjlt >sEAr Al*hb fy Al>swAq AlmHlyp #w1 tgyrA jdydA Hyv blg "
	    "sEr grAm Al*hb EyAr 24 nHw #p1 dynArA wsjl EyAr 22 sEr #p2 "
	    "dynArA fymA blg EyAr 21 whw Al>kvr mbyEA #p3 dynArA wEyAr 18 "
	    "sEr #p4 dynArA wwSl sEr Al>wnSp EAlmyA <lY #k1 dwlArA wtt>vr "
	    "Al>sEAr AlmHlyp bAl>sEAr AlEAlmyp wbsEr Srf AldwlAr mqAbl "
	    "AlEmlp AlmHlyp",
	/* execution statement */
	">Elnt AlnyAbp AlEAmp tnfy* AlHkm fy AlmdEw #m1 Al*y >qdm ElY "
	    "qtl #m2 fy mnTqp #c1 <vr xlAf n$b bynhmA w>sfr AltHqyq mE "
	    "#m1 En twjyh AlAthAm <lyh wb<HAlth <lY AlmHkmp Sdr bHqh "
	    "AlHkm w>yd mn mHkmp AlAst}nAf wmn AlmHkmp AlElyA wqd tm "
	    "tnfy* AlHkm fy AljAny #m1 ywm #w1 fy mnTqp #c1 wAljhAt "
	    "AlmEnyp <* tEln *lk lt&kd HrShA ElY AsttbAb Al>mn wtHqyq "
	    "AlEdl",
	/* obituary */
	"Antql <lY rHmp Allh tEAlY #m1 bEd SrAE Twyl mE AlmrD wqd "
	    "$yEt jnAzp Alfqyd #m1 mn msjd #c1 Alkbyr <lY mqbrp AlEA}lp "
	    "bHDwr jmE gfyr mn Al>hl wAl>SdqA' wAlfqyd wAld kl mn #m2 w "
	    "#m3 wytqbl *ww #m1 AlEzA' fy qAEp #c1 llrjAl wAlnsA' bEd "
	    "SlAp AlESr wlmdp vlAvp >yAm tgmd Allh Alfqyd bwAsE rHmth "
	    "w>lhm >hlh AlSbr wAlslwAn",
	/* congratulation cable */
	"bEv r}ys Aljmhwryp bbrqyp thn}p <lY #m1 r}ys #s1 bmnAsbp "
	    "AHtfAl blAdh bAlEyd AlwTny w>Erb Alr}ys bAsmh wbAsm Al$Eb "
	    "wAlHkwmp En >Sdq AlthAny w>Tyb AltmnyAt bAlSHp wAlsEAdp "
	    "llr}ys #m1 wl$Eb #s1 AlSdyq bAltqdm wAlAzdhAr m$ydA bElAqAt "
	    "AltEAwn AlqA}mp byn Albldyn wmtTlEA <lY tEzyzhA fy $tY "
	    "AlmjAlAt bmA yxdm mSAlH $Eb #s1 wAl$Eb Al$qyq wyHqq AltTlEAt "
	    "Alm$trkp",
	/* earthquake */
	"Drb zlzAl bqwp #p1 drjAt ElY mqyAs ryxtr mnTqp #c1 fy #s1 "
	    "SbAH #w1 wqAlt hy}p AlmsH Aljywlwjy <n mrkz AlzlzAl yqE ElY "
	    "bEd #n1 kylwmtrA mn mdynp #c2 wElY Emq #t1 kylwmtrA wlm trd "
	    ">nbA' fwryp En wqwE DHAyA >w >DrAr w$Er AlskAn bAlhzp lvwAn "
	    "mEdwdp wxrj kvyrwn <lY Al$wArE xwfA mn AlhzAt AlArtdAdyp "
	    "fymA lm ySdr tH*yr mn >mwAj md EAtyp",
	/* exchange rates */
	"Astqrt >sEAr Srf AlEmlAt Al>jnbyp #w1 fy Albnwk Hyv sjl "
	    "AldwlAr #p1 ll$rA' w#p2 llbyE wsjl Alywrw #p3 ll$rA' w#p4 "
	    "llbyE wblg Aljnyh AlAstrlyny #p5 ll$rA' w#p6 llbyE fymA sjl "
	    "Alyn AlyAbAny #p7 ll$rA' w#p8 llbyE w*lk wfq |xr tHdyv n$rh "
	    "Albnk Almrkzy ElY mwqEh Alrsmy fy xtAm AltEAmlAt",
	/* prayer times */
	"mwAqyt AlSlAp Hsb Altwqyt AlmHly lmdynp #c1 ywm #w1 #d1 "
	    "Alfjr #h1 Al$rwq #h2 AlZhr #h3 AlESr #h4 Almgrb #h5 AlE$A' "
	    "#h6 wyrjY mn AlmSlyn mrAEAp fArq Altwqyt byn AlmnATq",
};

static const char *const persons[] = {
	"sAlm AlHmdAn", "Ebd AlqAdr AlnjAr", "f&Ad AlSbAg", "mnSwr Albkry",
	"yAsyn AldhmAny", "TArq AlzwAry", "Hmzp AlqSAb", "<brAhym Al$Amy",
	"nbyl AlxTyb", "r$yd AlETAr", "mrAd AljbAly", "zhyr AlfxrAny",
	"kmAl Alswydy", ">nwr AlmSmwdy", "b$yr AlgryAny", "twfyq AlHdAd",
};

static const char *const places[] = {
	"AlwAHp", "Alnxyl", "AlmnArp", "Alzytwnp", "AlslAm", "AlrwDp",
	"AlbstAn", "AlrmAl", "AlynAbyE", "AlqlEp", "Al$rwq", "Alrbwp",
};

static const char *const countries[] = {
	"AlbrAzyl", "fnlndA", "kynyA", "<ndwnysyA", "bArAgwAy", "mngwlyA",
	"Alnrwyj", "gAnA", "kwlwmbyA", ">strAlyA", "tAylAnd", "AlbrtgAl",
};

static const char *const companies[] = {
	"AlmtHdp llnql", "Al>wlY ll<smnt", "AlwTnyp ll>lbAn",
	"Aldwlyp llfnAdq", "AlErbyp ll>dwyp", "AlSnAEyp llblAstyk",
	"AlzrAEyp AlqAbDp", "AltEAwnyp llt>myn",
};

static const char *const teams[] = {
	"Al>ml", "AlwfAq", "Alnswr", "Al$Elp", "AlhDbp", "AlfrsAn", "AlbrAEm",
	"AlswAEd", "Al>$bAl", "AlSqwr",
};

static const char *const weekdays[] = {
	"Al>Hd", "AlAvnyn", "AlvlAvA'", "Al>rbEA'", "Alxmys", "AljmEp",
	"Alsbt",
};

static const char *const rounds[] = {
	"Al>wlY", "AlvAnyp", "AlvAlvp", "AlrAbEp", "AlxAmsp", "AlsAdsp",
	"AlsAbEp", "AlvAmnp", "AltAsEp", "AlEA$rp", "AlHAdyp E$rp",
	"AlvAnyp E$rp", "AlxAmsp wAlE$ryn",
};

static const char *const months_east[] = {
	"ynAyr", "fbrAyr", "mArs", ">bryl", "mAyw", "ywnyw", "ywlyw", ">gsTs",
	"sbtmbr", ">ktwbr", "nwfmbr", "dysmbr",
};

static const char *const months_levant[] = {
	"kAnwn AlvAny", "$bAT", "|*Ar", "nysAn", ">yAr", "HzyrAn", "tmwz",
	"|b", ">ylwl", "t$ryn Al>wl", "t$ryn AlvAny", "kAnwn Al>wl",
};

static const char *const months_west[] = {
	"jAnfy", "fyfry", "mArs", ">fryl", "mAy", "jwAn", "jwylyp", ">wt",
	"sbtmbr", ">ktwbr", "nwfmbr", "dysmbr",
};

#endif
