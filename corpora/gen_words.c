/*
 * gen_words.c - a vocabulary of inflected Arabic word forms: roots set in
 * patterns, with the usual prefixes and suffixes, and Zipf tables over them.
 *
 * The source is Buckwalter's transliteration (A alef, b beh, t teh, v theh,
 * j jeem, H hah, x khah, d dal, * thal, r reh, z zain, s seen, $ sheen, S sad,
 * D dad, T tah, Z zah, E ain, g ghain, f feh, q qaf, k kaf, l lam, m meem,
 * n noon, h heh, w waw, y yeh, p teh marbuta, Y alef maksura, ' hamza,
 * > < alef with hamza, | with madda, & waw, } yeh with hamza).
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

static const char roots[] =
    "ktb drs Elm Hkm qrr $rE $rk Eml shm ndy jmE qwm wzr dwl Hwl nZm nfZ "
    "rsl xbr nqd nql sfr wSl qdm Hdv $gl xdm ntj zrE SnE tjr byE $ry srf "
    "qrD ksb xsr rbH Dmn Amn Hrs Hrb slm qtl jrH SwT EqD wqE bHv fHS Elj "
    "mrD Sbr nSr hzm lEb rkD sbq fwz sjl hdf drb rks qfz fDl Twr bnY hdm "
    "$yd rmm fth glq fSl wjh qbl dbr Tlb jwb sAl Hll rbT wfq xlf nzE Drb "
    "sqT rfE xfD zyd nqS Emr skn wld krm rHl Ewd dxl xrj Trq jsr bHr nhr "
    "mTr ryH brd Hrr snw $hr ywm swE zmn qrn Esr qds dyn fkr fhm Hfl rsm "
    "$Er Tbl nHt mvl Erd ktm SHf n$r Tbq nsx wrq nTq lfZ Hrf klm qwl Erf "
    "jhl xfY wDH Sdq k*b Edl Zlm Hqq wjb lzm jwz mnE smH rqb Dbt qbD sjn "
    "Hbs $hd qsm Hlf wkl mlk qyd rsx $bk qTE wSf Hsb Edd kvr qll Erb gys "
    "nbt $jr vmr qmH $rb Akl Tbx xbz lbs gsl nZf wsx Swr SnD Edn fDD *hb "
    "nHs Hdd xzf rxm tll jbl whd Shr rml wHt gAb nml smk flk sfn mrs rsy "
    "gwS bnk mwl wrd Sdr xzn wqd nfT ghz dwr mHr Asb rAs ydy qlb Ayn Anf "
    "fmm bTn Zhr wjE dwA jrb mEl xbT nfs Eql rwH Hlm nwm wEy *kr nsY Hfz "
    "rgb $wq Hzn frH gDb xwf $jE jbn bxl krh Hbb $kr mdH lwm Anb hdY wEd "
    "nwY EhD qrb bEd gyb HDr";

/* Digits are the root's letters; what is common stands there twice. */
static const char *const noun_patterns[] = {
	"123", "12A3", "12y3", "1A23", "123p", "m123", "123", "12A3", "12w3",
	"m123p", "12A3p", "t12y3", "12y3p", "1A23p", ">12A3", "m12w3",
	"1wA23", "123An", "m1A23p", "t123", "12A}3", "A1t2A3", "mst123",
	"m1A2y3", "12w3p", "t1A23", "An12A3", "Ast12A3", "123A'", "12y1",
	"m12A3", ">123p", "1y23", "12An3"
};
static const char *const verb_patterns[] = {
	"123", ">123", "y123", "1A23", "t123", "A1t23", "y123", "123",
	"t1A23", "y1A23", "y12w3", "n123", "An123", "Ast123", "yt1A23",
	"yst123", "y1t23", "12A", "1w23", "y12y3"
};
static const char *const adj_patterns[] = {
	"12y3", "123y", "1A23", "12y3", "m12w3", "12A3y", "123An", "m1t23",
	">123", "m123", "mst123", "12w3"
};

static const char *const noun_around[] = {
	"-", "-", "-", "-", "-p", "-At", "-hA", "-h", "-hm", "b-", "w-", "l-",
	"-yn", "-nA", "-A", "k-", "f-", "-y"
};
static const char *const definite_around[] = {
	"Al-", "Al-", "Al-", "Al-p", "Al-At", "wAl-", "bAl-", "ll-", "Al-yn",
	"Al-yp", "wAl-p"
};
static const char *const adj_around[] = {
	"Al-", "-", "Al-", "Al-p", "-p", "Al-yn", "-A", "-yp"
};
static const char *const verb_around[] = {
	"-", "-", "-", "-t", "w-", "s-", "-wA", "f-", "-h", "w-t", "-hA",
	"l-", "-nA"
};

static const char function_words[] =
    "fy mn ElY >n <lY En Alty Al*y mE h*A h*h byn bEd qd lm lA mA kAn kAnt "
    "<n kmA >w xlAl qbl Hyv kl End ldY Hwl nHw *lk tlk HtY mn* gyr dwn Dd "
    "<lA vm >mA fymA wqd w>n wfy wmn wkAn bl lkn l>n <* hw hy hm wlA >y bED "
    "jmyE >kvr >ql >mAm Ebr fwq tHt Hwl mvl *At wAHd >HdY Ed";

static const char phrases[] =
    "wqAl r}ys/w>wDH AlmtHdv/w>DAf >n/fy Alm}p/ElY Hd qwlh/mn jhth >kd/"
    "w>$Ar <lY >n/fy tSryHAt SHAfyp/xlAl AlsnwAt Al>xyrp/bHsb byAn/"
    "mn Almqrr >n/fy wqt sAbq/ElY hAm$/ybdw >n/wkAnt qd/fy Hyn/"
    "mn nAHyp >xrY/bAl<DAfp <lY/wfq byAnAt/>fAd mSdr/ElY mdY/"
    "fy mwtmr SHfy/tjdr Al<$Arp <lY/w>Elnt AlwzArp/ywm >ms/"
    "fy AlEASmp/Eqb AjtmAE/mn Almtwqf >n/wrgm *lk/wbAltAly/lAsymA >n/"
    "fy <TAr/mn >jl/bsbb/nZrA <lY/w*lk bEd/ElY AlSEyd Almhly";

static const struct {
	char ascii;
	uint16_t cp;
} letters[] = {
	{ '\'', 0x0621 }, { '|', 0x0622 }, { '>', 0x0623 }, { '&', 0x0624 },
	{ '<', 0x0625 }, { '}', 0x0626 }, { 'A', 0x0627 }, { 'b', 0x0628 },
	{ 'p', 0x0629 }, { 't', 0x062A }, { 'v', 0x062B }, { 'j', 0x062C },
	{ 'H', 0x062D }, { 'x', 0x062E }, { 'd', 0x062F }, { '*', 0x0630 },
	{ 'r', 0x0631 }, { 'z', 0x0632 }, { 's', 0x0633 }, { '$', 0x0634 },
	{ 'S', 0x0635 }, { 'D', 0x0636 }, { 'T', 0x0637 }, { 'Z', 0x0638 },
	{ 'E', 0x0639 }, { 'g', 0x063A }, { 'f', 0x0641 }, { 'q', 0x0642 },
	{ 'k', 0x0643 }, { 'l', 0x0644 }, { 'm', 0x0645 }, { 'n', 0x0646 },
	{ 'h', 0x0647 }, { 'w', 0x0648 }, { 'Y', 0x0649 }, { 'y', 0x064A },
};

struct maker {
	struct words *w;
	size_t cap, nletters;
	char root[512][4];
	uint32_t nroots;
	struct rng rng;
};

static void *
grown(void *p, size_t size)
{
	if ((p = realloc(p, size)) == NULL)
		err(1, NULL);
	return p;
}

static uint32_t
letter(char c)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].ascii == c)
			return letters[i].cp;
	errx(1, "no such letter: %c", c);
}

/* The arrays double; start has one place more than there are forms. */
static void
add_form(struct maker *m, const char *ascii)
{
	struct words *w = m->w;
	size_t n = strlen(ascii);

	if (m->nletters + n > m->cap) {
		m->cap = (m->nletters + n) * 2;
		w->letters = grown(w->letters, m->cap *
		    sizeof(w->letters[0]));
	}
	if ((w->nforms & (w->nforms + 1)) == 0)
		w->start = grown(w->start, (w->nforms * 2 + 3) *
		    sizeof(w->start[0]));
	w->start[w->nforms++] = (uint32_t)m->nletters;
	for (size_t i = 0; i < n; i++)
		w->letters[m->nletters++] = letter(ascii[i]);
	w->start[w->nforms] = (uint32_t)m->nletters;
}

static void
read_roots(struct maker *m)
{
	for (const char *p = roots; *p != '\0'; p += p[3] == ' ' ? 4 : 3)
		memcpy(m->root[m->nroots++], p, 3);
}

/* A root in a pattern, between a prefix and a suffix. */
static void
inflect(struct maker *m, const char *root, const char *pattern,
    const char *around)
{
	char form[64], *p = form;

	for (; *around != '\0'; around++) {
		if (*around != '-') {
			*p++ = *around;
			continue;
		}
		for (const char *q = pattern; *q != '\0'; q++)
			*p++ = *q >= '1' && *q <= '3' ? root[*q - '1'] : *q;
		/* One teh marbuta, and only at the end. */
		if (p[-1] == 'p' && around[1] == 'p')
			p--;
		else if (p[-1] == 'p' && around[1] != '\0')
			p[-1] = 't';
	}
	*p = '\0';
	add_form(m, form);
}

/*
 * n forms of a class: lemmas in a mixed order, and of each lemma a few of its
 * inflections, so that near neighbours in the text share a stem now and then.
 */
static void
add_class(struct maker *m, enum wclass class, uint32_t n,
    const char *const *pattern, uint32_t npatterns,
    const char *const *around, uint32_t naround)
{
	m->w->first[class] = m->w->nforms;
	while (n > 0) {
		const char *root = m->root[rng_below(&m->rng, m->nroots)];
		const char *p = pattern[rng_below(&m->rng, npatterns)];
		uint32_t k = 1 + rng_below(&m->rng, 3);

		for (; k > 0 && n > 0; k--, n--)
			inflect(m, root, p,
			    around[rng_below(&m->rng, naround)]);
	}
	m->w->count[class] = m->w->nforms - m->w->first[class];
}

static void
add_list(struct maker *m, const char *list, enum wclass class)
{
	char word[16];

	m->w->first[class] = m->w->nforms;
	while (*list != '\0') {
		size_t n = strcspn(list, " ");

		memcpy(word, list, n);
		word[n] = '\0';
		add_form(m, word);
		list += n + (list[n] == ' ');
	}
	m->w->count[class] = m->w->nforms - m->w->first[class];
}

static void
add_phrases(struct maker *m)
{
	struct words *w = m->w;
	char word[24];
	const char *p = phrases;
	uint32_t n = 0;

	w->phrases = grown(NULL, sizeof(phrases) * sizeof(uint32_t));
	w->phrase_start = grown(NULL, sizeof(phrases) * sizeof(uint32_t));
	w->phrase_start[0] = 0;
	while (*p != '\0') {
		size_t k = strcspn(p, " /");

		memcpy(word, p, k);
		word[k] = '\0';
		w->phrases[n++] = w->nforms;
		add_form(m, word);
		p += k;
		if (*p != ' ')
			w->phrase_start[++w->nphrases] = n;
		p += *p != '\0';
	}
}

/*
 * Ranks by weight 1/(rank + shift): a table of ZIPF_SIZE entries in which
 * each rank holds its share, so that drawing a word is one look-up.
 */
static void
zipf(struct words *w, enum wclass class, uint32_t shift)
{
	uint32_t n = w->count[class];
	uint16_t *t = grown(NULL, ZIPF_SIZE * sizeof(t[0]));
	uint64_t total = 0, sum = 0;
	uint32_t at = 0;

	for (uint32_t r = 0; r < n; r++)
		total += (1u << 24) / (r + shift);
	for (uint32_t r = 0; r < n; r++) {
		sum += (1u << 24) / (r + shift);
		while (at < ZIPF_SIZE && at * total < sum * ZIPF_SIZE)
			t[at++] = (uint16_t)r;
	}
	w->zipf[class] = t;
}

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

void
words_make(struct words *w)
{
	static const uint32_t shift[NCLASSES] = { 8, 200, 200, 80, 80 };
	struct maker m = { .w = w, .rng = { 1447 } };

	memset(w, 0, sizeof(*w));
	read_roots(&m);
	add_list(&m, function_words, CLASS_FUNCTION);
	add_class(&m, CLASS_NOUN, 5000, noun_patterns, COUNT(noun_patterns),
	    noun_around, COUNT(noun_around));
	add_class(&m, CLASS_DEFINITE, 5000, noun_patterns,
	    COUNT(noun_patterns), definite_around, COUNT(definite_around));
	add_class(&m, CLASS_ADJECTIVE, 2500, adj_patterns,
	    COUNT(adj_patterns), adj_around, COUNT(adj_around));
	add_class(&m, CLASS_VERB, 2500, verb_patterns, COUNT(verb_patterns),
	    verb_around, COUNT(verb_around));
	add_phrases(&m);
	for (int i = 0; i < NCLASSES; i++)
		zipf(w, (enum wclass)i, shift[i]);
}
