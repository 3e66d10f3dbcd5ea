/*
 * words_table.c - the closed lists, in Buckwalter's transliteration.
 *
 * A word stands as the `standard` normal form spells it: ALEF for every hamza
 * seat of alef, HEH for TEH MARBUTA, YEH for ALEF MAKSURA.  General words of
 * news Arabic only: no names of people, places or newspapers.  Raise
 * WORDS_VERSION with every change.
 */
#include "compare/words.h"

const struct word_row words_table[] = {
	/* Numbers.  Folding has made one word of most cases and genders. */
	{ WORD_UNIT, 1, "wAHd wAHdh wAHdA" },
	{ WORD_UNIT, 2, "AvnAn Avnyn AvntAn Avntyn AvnA Avny AvntA Avnty" },
	{ WORD_UNIT, 3, "vlAv vlAvh vlAvA" },
	{ WORD_UNIT, 4, "ArbE ArbEh ArbEA" },
	{ WORD_UNIT, 5, "xms xmsh xmsA" },
	{ WORD_UNIT, 6, "st sth stA" },
	{ WORD_UNIT, 7, "sbE sbEh sbEA" },
	{ WORD_UNIT, 8, "vmAn vmAny vmAnyh vmAnyA" },
	{ WORD_UNIT, 9, "tsE tsEh tsEA" },
	{ WORD_BOUND, 1, "AHd AHdy AHdA" },
	{ WORD_TEEN, 10, "E$r E$rh E$rA" },
	{ WORD_TENS, 20, "E$rwn E$ryn" },
	{ WORD_TENS, 30, "vlAvwn vlAvyn" },
	{ WORD_TENS, 40, "ArbEwn ArbEyn" },
	{ WORD_TENS, 50, "xmswn xmsyn" },
	{ WORD_TENS, 60, "stwn styn" },
	{ WORD_TENS, 70, "sbEwn sbEyn" },
	{ WORD_TENS, 80, "vmAnwn vmAnyn" },
	{ WORD_TENS, 90, "tsEwn tsEyn" },
	{ WORD_HUNDRED, 100, "m}h mA}h mAyh" },
	{ WORD_HUNDRED, 200,
	    "m}tAn m}tyn mA}tAn mA}tyn m}tA m}ty mA}tA mA}ty" },
	{ WORD_HUNDRED, 300, "vlAvm}h vlAvmA}h vlAvmAyh" },
	{ WORD_HUNDRED, 300, "vlvm}h vlvmA}h vlvmAyh" },
	{ WORD_HUNDRED, 400, "ArbEm}h ArbEmA}h ArbEmAyh" },
	{ WORD_HUNDRED, 500, "xmsm}h xmsmA}h xmsmAyh" },
	{ WORD_HUNDRED, 600, "stm}h stmA}h stmAyh" },
	{ WORD_HUNDRED, 700, "sbEm}h sbEmA}h sbEmAyh" },
	{ WORD_HUNDRED, 800, "vmAnm}h vmAnmA}h vmAnmAyh" },
	{ WORD_HUNDRED, 800, "vmAnym}h vmAnymA}h vmAnymAyh" },
	{ WORD_HUNDRED, 900, "tsEm}h tsEmA}h tsEmAyh" },
	{ WORD_SCALE, 1000, "Alf AlfA AlAlf" },
	{ WORD_SCALE, 2000, "AlfAn Alfyn Alfy AlAlfyn" },
	{ WORD_SCALE, 1000000, "mlywn mlywnA Almlywn" },
	{ WORD_SCALE, 2000000, "mlywnAn mlywnyn mlywny Almlywnyn" },
	{ WORD_SCALE, UINT64_C(1000000000),
	    "mlyAr mlyArA AlmlyAr blywn blywnA Alblywn" },
	{ WORD_SCALE, UINT64_C(2000000000),
	    "mlyArAn mlyAryn mlyAry blywnAn blywnyn" },
	{ WORD_SCALE, UINT64_C(1000000000000),
	    "trylywn trylywnA Altrylywn trlywn" },
	{ WORD_SCALE, UINT64_C(2000000000000), "trylywnAn trylywnyn" },
	{ WORD_SCALES, 1000, "AlAf" },
	{ WORD_SCALES, 1000000, "mlAyyn" },
	{ WORD_SCALES, UINT64_C(1000000000), "mlyArAt blAyyn" },
	{ WORD_SCALES, UINT64_C(1000000000000), "trylywnAt" },
	{ WORD_FRACTION, 2, "nSf AlnSf" },
	{ WORD_FRACTION, 3, "vlv Alvlv" },
	{ WORD_FRACTION, 4, "rbE AlrbE" },
	{ WORD_EIGHTH, 8, "vmn" },
	{ WORD_FINAL, 0, "AlnhA}y nhA}y" },
	/* Ordinals. */
	{ WORD_ORDINAL, 1, "AlAwl AlAwly AlHAdy AlHAdyh" },
	{ WORD_ORDINAL, 2, "AlvAny AlvAnyh" },
	{ WORD_ORDINAL, 3, "AlvAlv AlvAlvh" },
	{ WORD_ORDINAL, 4, "AlrAbE AlrAbEh" },
	{ WORD_ORDINAL, 5, "AlxAms AlxAmsh" },
	{ WORD_ORDINAL, 6, "AlsAds AlsAdsh" },
	{ WORD_ORDINAL, 7, "AlsAbE AlsAbEh" },
	{ WORD_ORDINAL, 8, "AlvAmn AlvAmnh" },
	{ WORD_ORDINAL, 9, "AltAsE AltAsEh" },
	{ WORD_ORDINAL, 10, "AlEA$r AlEA$rh" },
	{ WORD_ORDTENS, 20, "AlE$rwn AlE$ryn" },
	{ WORD_ORDTENS, 30, "AlvlAvwn AlvlAvyn" },
	{ WORD_ORDTENS, 40, "AlArbEwn AlArbEyn" },
	{ WORD_ORDTENS, 50, "Alxmswn Alxmsyn" },
	{ WORD_ORDTENS, 60, "Alstwn Alstyn" },
	{ WORD_ORDTENS, 70, "AlsbEwn AlsbEyn" },
	{ WORD_ORDTENS, 80, "AlvmAnwn AlvmAnyn" },
	{ WORD_ORDTENS, 90, "AltsEwn AltsEyn" },
	/* Months: Egypt and the Gulf, Tunisia and Algeria, Morocco, the Levant.
	 * A weak name is a month only beside a day or the word for month. */
	{ WORD_MONTH, 1, "ynAyr jAnfy kAnwn_AlvAny" },
	{ WORD_MONTH, 2, "fbrAyr fyfry $bAT" },
	{ WORD_MONTH, 3, "A*Ar" },
	{ WORD_WEAKMONTH, 3, "mArs" },
	{ WORD_MONTH, 4, "Abryl Afryl nysAn" },
	{ WORD_MONTH, 5, "mAyw AyAr" },
	{ WORD_WEAKMONTH, 5, "mAy" },
	{ WORD_MONTH, 6, "ywnyw ywnyh jwAn HzyrAn" },
	{ WORD_MONTH, 7, "ywlyw ywlyh jwylyh jwylyA ywlywz tmwz" },
	{ WORD_MONTH, 8, "AgsTs AgsTws Awt g$t" },
	{ WORD_WEAKMONTH, 8, "Ab" },
	{ WORD_MONTH, 9, "sbtmbr $tnbr Aylwl" },
	{ WORD_MONTH, 10, "Aktwbr t$ryn_AlAwl" },
	{ WORD_MONTH, 11, "nwfmbr nwnbr t$ryn_AlvAny" },
	{ WORD_MONTH, 12, "dysmbr djnbr kAnwn_AlAwl" },
	/* Months: Hijri, 12 more. */
	{ WORD_WEAKMONTH, 13, "mHrm" },
	{ WORD_ZERO, 14, "Sfr" },
	{ WORD_MONTH, 15, "rbyE_AlAwl" },
	{ WORD_MONTH, 16, "rbyE_AlvAny rbyE_AlAxr" },
	{ WORD_MONTH, 17, "jmAdy_AlAwly jmAdy_AlAwl" },
	{ WORD_MONTH, 18,
	    "jmAdy_AlAxrh jmAdy_AlvAnyh jmAdy_AlvAny jmAdy_AlAxr" },
	{ WORD_WEAKMONTH, 19, "rjb" },
	{ WORD_WEAKMONTH, 20, "$EbAn" },
	{ WORD_WEAKMONTH, 21, "rmDAn" },
	{ WORD_WEAKMONTH, 22, "$wAl" },
	{ WORD_MONTH, 23, "*w_AlqEdh *y_AlqEdh" },
	{ WORD_MONTH, 24, "*w_AlHjh *y_AlHjh" },
	{ WORD_MONTHHEAD, 0, "kAnwn t$ryn rbyE jmAdy *w *y" },
	{ WORD_OF, 0, "mn" },
	{ WORD_OF, 1, "$hr" },
	{ WORD_HOUR, 0, "AlsAEh" },
	/* Weekdays, from Sunday. */
	{ WORD_WEEKDAY, 1, "AlAHd" },
	{ WORD_WEEKDAY, 2, "AlAvnyn AlAtnyn" },
	{ WORD_WEEKDAY, 3, "AlvlAvA' vlAvA' AlvlAvA" },
	{ WORD_WEEKDAY, 4, "AlArbEA' ArbEA' AlArbEA" },
	{ WORD_WEEKDAY, 5, "Alxmys xmys" },
	{ WORD_WEEKDAY, 6, "AljmEh jmEh" },
	{ WORD_WEEKDAY, 7, "Alsbt sbt" },
	/* Words that say nothing about which event it is: function words. */
	{ WORD_FUNCTION, 0,
	    "Al fy Ely Aly En mE Hty mn* xlAl byn bEd qbl End ldy Hwl "
	    "Dd dwn bdwn Ebr nHw fwq tHt AmAm wrA' xlf Dmn wsT Hsb wfq "
	    "wfqA bHsb An Anh AnhA Anhm bAn bAnh bAnhA lAn lAnh lAnhA "
	    "kAn lkn wlkn lknh lknhA lyt lEl mA mA*A lmA mmA fymA bmA "
	    "kmA EmA lm ln lA lys lyst lw lwlA A*A A* A*n qd lqd swf hl "
	    "ky Hyv Hyn HynmA EndmA bynmA klmA TAlmA hw hy hm hn hmA "
	    "nHn AnA Ant Antm h*A h*h h*An h*yn h&lA' *lk tlk Awl}k hnA "
	    "hnAk Al*y Alty Al*yn All*yn All*An Alltyn AlltAn AllwAty "
	    "AllAty kAnt kAnwA ykwn tkwn sykwn stkwn kn ASbH ASbHt bAt "
	    "bAtt Zl zAl lAyzAl yzAl tzAl kl klA kltA bED jmyE kAfh Ay "
	    "Ayh gyr swy AlA AmA Aw Am vm bl lkl bkl lh lhA lhm lnA lk "
	    "ly bh bhA bhm bnA fyh fyhA fyhm mnh mnhA mnhm Enh EnhA "
	    "Enhm Elyh ElyhA Elyhm Alyh AlyhA Alyhm mEh mEhA mEhm ldyh "
	    "ldyhA ldyhm ElyhmA mnhmA lhmA bhmA fyhmA AlyhmA bynhmA "
	    "bynhm bynhA bEdmA qblmA bEdh bEdhA qblh qblhA xlAlh xlAlhA "
	    "*Ath *AthA nfsh nfshA nfs AHdhm AHdhA AyAh AyAhA mvl mvlA "
	    "AyDA k*lk hk*A kvyrA jdA fqT tqrybA HwAly nHwA qrAbh zhA' "
	    "Akvr Aql Abrz Edd Edh E$rAt m}At AlAlAf AlmlAyyn Alm}At "
	    "AlE$rAt Alm}h AlmA}h bAlmyh rgm bAlrgm Avr jrA' bsbb ntyjh "
	    "AzA' tjAh ytm tm tmt sytm sttm jry jrt qAm qAmt" },
	{ WORD_FUNCTION, 1,
	    "Alywm gdA gd Algd Ams AlAms AlbArHh Awl HAlyA AlAn AlHAly "
	    "AlHAlyh AljAry AljAryh AlqAdm AlqAdmh Almqbl Almqblh "
	    "AlmADy AlmADyh AlmnSrm AlmnSrmh AlfArT AlfArTh AlAxyr "
	    "AlAxyrh AlsAbq AlsAbqh AltAly AltAlyh msA' SbAH SbAHA Zhr "
	    "ZhrA ESr ESrA lylh lyl lylA fjr fjrA msA'A AlSbAH AlmsA' "
	    "Allyl AlZhr ywm AyAm ywmy ywmyn AsbwE AlAsbwE $hrA Al$hr "
	    "snh EAm Alsnh AlEAm sAEh sAEAt dqyqh dqA}q lAHqA "
	    "m&xrA qrybA sAbqA Allylh" },
	{ WORD_FUNCTION, 2,
	    "qAl qAlt qAlwA yqwl tqwl qA}lA qA}lh Akd Akdt y&kd t&kd "
	    "m&kdA m&kdh ADAf ADAft yDyf mDyfA mDyfh AEln AElnt yEln "
	    "tEln mElnA AwDH AwDHt ywDH mwDHA mwDHh A$Ar A$Art y$yr "
	    "t$yr m$yrA m$yrh A$Arh *kr *krt y*kr t*kr AfAd AfAdt yfyd "
	    "tfyd bynt mbynA SrH SrHt lft lftt lAftA lAfth nql nqlt "
	    "nqlA k$f k$ft tAbE tAbEt AEtbr AEtbrt mEtbrA mEtbrh $dd "
	    "$ddt m$ddA m$ddh Abrzt nwh nwht mnwhA Awrd Awrdt Abdy Ebrt "
	    "mEbrA mErbA AErb AErbt wSf wSft wASl tHdv tHdvt tSryH "
	    "tSryHAt byAn blAg mSdr mSAdr" },
};

const size_t words_nrows = sizeof(words_table) / sizeof(words_table[0]);
