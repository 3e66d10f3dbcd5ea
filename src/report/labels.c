/*
 * labels.c - the words of the report, in Arabic and in English.
 */
#include "report/labels.h"

/* The Arabic stands on a line of its own, so that an editor reorders nothing
 * but itself. */
static const struct {
	const char *en, *ar;
} words[LABEL_COUNT] = {
	[LABEL_TITLE] = { "Near-duplicate report",
	    "تقرير النصوص المتشابهة" },
	[LABEL_DOCUMENTS] = { "documents",
	    "الوثائق" },
	[LABEL_UNIQUE] = { "stand alone",
	    "لا شبيه لها" },
	[LABEL_KEPT] = { "kept of clusters",
	    "المُبقاة من المجموعات" },
	[LABEL_DROPPED] = { "dropped",
	    "المكرَّرة" },
	[LABEL_EMPTY] = { "empty",
	    "الفارغة" },
	[LABEL_CLUSTERS] = { "clusters",
	    "المجموعات" },
	[LABEL_COPIES] = { "same as one before",
	    "المطابقة لسابقة" },
	[LABEL_PAIRS] = { "Pairs found",
	    "الأزواج التي وُجدت" },
	[LABEL_SETTINGS] = { "Settings",
	    "الإعدادات" },
	[LABEL_INPUTS] = { "Input",
	    "المدخلات" },
	[LABEL_PROFILE] = { "Spelling folded",
	    "توحيد الرسم" },
	[LABEL_THRESHOLD] = { "Near from a Jaccard of",
	    "متقارب إذا بلغ معامل جاكار" },
	[LABEL_CONTAINMENT] = { "Contained from a share of",
	    "محتوى إذا بلغت الحصّة" },
	[LABEL_NGRAM] = { "Characters a shingle",
	    "أحرف المقطع الواحد" },
	[LABEL_JOIN] = { "Relations that join",
	    "العلاقات الجامعة" },
	[LABEL_KEEP] = { "Which one stays",
	    "قاعدة الإبقاء" },
	[LABEL_BANDS] = { "Bands x rows",
	    "الحُزَم × الصفوف" },
	[LABEL_RECALL] = { "Expected recall",
	    "الاستدعاء المتوقَّع" },
	[LABEL_LENGTHS] = { "Lengths",
	    "الأطوال" },
	[LABEL_LENGTHS_NAMES] = { "full, short, tiny, empty",
	    "تامّ، قصير، ضئيل، فارغ" },
	[LABEL_TROUBLE] = { "Records skipped",
	    "سجلات متروكة" },
	[LABEL_CURVE] = { "Share of pairs found, by Jaccard",
	    "نسبة ما يُعثَر عليه بحسب التشابه" },
	[LABEL_CLUSTER_LIST] = { "Clusters, largest first",
	    "المجموعات، الكبرى أولًا" },
	[LABEL_CLUSTER] = { "Cluster",
	    "المجموعة" },
	[LABEL_TEXTS] = { "texts",
	    "النصوص" },
	[LABEL_STAYS] = { "stays",
	    "الباقي" },
	[LABEL_EXACT] = { "exact",
	    "مطابق" },
	[LABEL_NEAR] = { "near",
	    "متقارب" },
	[LABEL_TEMPLATE] = { "template",
	    "قالب واحد" },
	[LABEL_CONTAINED] = { "contained",
	    "محتوى" },
	[LABEL_BELOW] = { "below",
	    "دون العتبة" },
	[LABEL_IDENTICAL] = { "the same bytes",
	    "مطابق حرفًا بحرف" },
	[LABEL_MORE_TEXT] = { "characters not shown",
	    "أحرف لم تُعرَض" },
	[LABEL_MORE_MEMBERS] = { "texts of this cluster not shown",
	    "نصوص من هذه المجموعة لم تُعرَض" },
	[LABEL_MORE_CLUSTERS] = { "clusters not shown",
	    "مجموعات لم تُعرَض" },
	[LABEL_NO_CLUSTERS] = { "No two texts were found alike.",
	    "لم يُعثَر على نصّين متشابهين." },
	[LABEL_PAIR_LIST] = { "Alike, but not joined",
	    "متشابهة لم تُجمَع" },
	[LABEL_PAIR_NOTE] = { "both texts stay",
	    "يبقى النصّان كلاهما" },
	[LABEL_MORE_PAIRS] = { "pairs of this kind not shown",
	    "أزواج من هذا النوع لم تُعرَض" },
	[LABEL_FIRST] = { "first",
	    "الأول" },
	[LABEL_SECOND] = { "second",
	    "الثاني" },
	[LABEL_REASON] = { "reason",
	    "السبب" },
	[LABEL_LEGEND_OLD] = { "only in the text above",
	    "في النص الأول وحده" },
	[LABEL_LEGEND_NEW] = { "only in this text",
	    "في هذا النص وحده" },
	[LABEL_LEGEND_SPELT] = { "same word, other spelling",
	    "الكلمة نفسها برسم آخر" },
	[LABEL_FOOTER] = { "Made by tawam. Nothing was removed from the input.",
	    "أعدّه برنامج توأم، ولم يُحذف من المدخلات شيء." },
};

const char *
label_ar(enum label l)
{
	return words[l].ar;
}

const char *
label_en(enum label l)
{
	return words[l].en;
}
