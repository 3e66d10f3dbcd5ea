/*
 * progress.c - how far the run is: a bar on a terminal, lines otherwise.
 */
#include <sys/ioctl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/memory.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/talk.h"

#define REDRAW		0.1	/* seconds between two drawings */
#define BAR_MAX		30	/* cells */

static double
clock_seconds(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double
seconds_now(void)
{
	return clock_seconds(CLOCK_MONOTONIC);
}

struct spent
spent_now(void)
{
	return (struct spent){ seconds_now(),
		clock_seconds(CLOCK_PROCESS_CPUTIME_ID) };
}

struct spent
spent_of_thread(void)
{
	return (struct spent){ seconds_now(),
		clock_seconds(CLOCK_THREAD_CPUTIME_ID) };
}

struct spent
spent_between(struct spent from, struct spent to)
{
	return (struct spent){ to.seconds - from.seconds, to.cpu - from.cpu };
}

static void
erase(void *arg)
{
	struct progress *p = arg;

	if (!p->drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	p->drawn = 0;
	signals_bar(0);
}

void
progress_init(struct progress *p, int mode, int quiet)
{
	int tty = isatty(STDERR_FILENO);

	memset(p, 0, sizeof(*p));
	p->enabled = mode == PROGRESS_ALWAYS ||
	    (mode == PROGRESS_AUTO && !quiet);
	p->bar = tty;
	/* A short run in a log has nothing to say. */
	p->first = mode == PROGRESS_ALWAYS ? 0 : 10;
	p->again = 10;
	p->started = seconds_now();
	p->shown = p->started - p->again;
	talk_set_eraser(erase, p);
}

void
progress_end(struct progress *p)
{
	erase(p);
	talk_set_eraser(NULL, NULL);
}

static size_t
columns(void)
{
	struct winsize w;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == -1 || w.ws_col == 0)
		return 80;
	return w.ws_col;
}

static void
time_text(char *out, size_t size, double s)
{
	uint64_t n = (uint64_t)(s + 0.5);

	if (n >= 3600)
		snprintf(out, size, "%" PRIu64 ":%02d:%02d", n / 3600,
		    (int)(n / 60 % 60), (int)(n % 60));
	else
		snprintf(out, size, "%d:%02d", (int)(n / 60), (int)(n % 60));
}

static void
draw_bar(struct progress *p, double part, const char *text)
{
	size_t width = columns(), cells = BAR_MAX, used;
	char line[512];

	used = (size_t)snprintf(line, sizeof(line), "\r%-10.10s ", p->stage);
	if (part >= 0 && width > 60) {
		if (cells > width - 50)
			cells = width - 50;
		line[used++] = '[';
		for (size_t i = 0; i < cells; i++)
			line[used++] = (double)i < part * (double)cells ?
			    '#' : '.';
		line[used++] = ']';
		line[used++] = ' ';
	}
	snprintf(line + used, sizeof(line) - used, "%s", text);
	/* The last column stays free, so that no terminal wraps. */
	if (strlen(line) > width)
		line[width] = '\0';
	fprintf(stderr, "%s\033[K", line);
	fflush(stderr);
	p->drawn = 1;
	signals_bar(1);
}

/* Is it time to show something again?  Sets the stage. */
static int
due(struct progress *p, const char *stage, double *now)
{
	int changed = p->stage == NULL || strcmp(p->stage, stage) != 0;

	*now = seconds_now();
	if (changed) {
		p->stage = stage;
		p->stage_started = *now;
	}
	if (!p->enabled)
		return 0;
	if (p->bar ? !changed && *now - p->shown < REDRAW :
	    *now - p->started < p->first || *now - p->shown < p->again)
		return 0;
	p->shown = *now;
	return 1;
}

static void
show(struct progress *p, double part, const char *text)
{
	if (p->bar)
		draw_bar(p, part, text);
	else
		say("%s: %s", p->stage, text);
}

/* "43%", and how long the rest will take once that can be told. */
static size_t
part_text(char *out, size_t size, double part, double spent)
{
	char left[32];
	int n;

	if (part > 1)
		part = 1;
	n = snprintf(out, size, "%d%%", (int)(part * 100));
	if (spent > 1 && part > 0.01) {
		time_text(left, sizeof(left), spent / part - spent);
		n += snprintf(out + n, size - (size_t)n, "  %s left", left);
	}
	return (size_t)n;
}

void
progress_bytes(struct progress *p, const char *stage, uint64_t done,
    uint64_t total, uint64_t records)
{
	double now, spent, part = -1;
	char text[160];
	size_t n = 0;

	if (!due(p, stage, &now))
		return;
	spent = now - p->stage_started;
	if (total > 0) {
		part = (double)done / (double)total;
		n = part_text(text, sizeof(text), part, spent);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "  ");
	}
	snprintf(text + n, sizeof(text) - n, "%s records  %.1f MB/s",
	    grouped(records), spent > 0 ? (double)done / spent / 1e6 : 0);
	show(p, part, text);
}

int
progress_stage(void *arg, enum tawam_stage stage, uint64_t done,
    uint64_t total)
{
	static const char *const names[TAWAM_NSTAGES] = {
		"normalise", "sketch", "search", "compare", "cluster"
	};
	struct progress *p = arg;
	double now, part = -1;
	char text[160];

	if ((unsigned)stage >= TAWAM_NSTAGES)
		return 0;
	p->memory[stage] = memory_peak();
	if (!due(p, names[stage], &now))
		return 0;
	if (total > 0) {
		part = (double)done / (double)total;
		part_text(text, sizeof(text), part, now - p->stage_started);
	} else
		snprintf(text, sizeof(text), "%s", grouped(done));
	show(p, part, text);
	return 0;
}
