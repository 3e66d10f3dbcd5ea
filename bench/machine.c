/*
 * machine.c - on what a table was measured: without it a time says nothing.
 */
#include <sys/utsname.h>

#include <bsd/string.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utf8proc.h>
#include <zlib.h>
#include <zstd.h>

#include "base/cpu.h"
#include "bench.h"

/* The value of the first line "name : value" of a file of /proc. */
static void
proc_value(const char *path, const char *name, char *out, size_t size)
{
	FILE *f = fopen(path, "r");
	char line[512], *colon;

	strlcpy(out, "unknown", size);
	if (f == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, name, strlen(name)) != 0 ||
		    (colon = strchr(line, ':')) == NULL)
			continue;
		colon++;
		colon += strspn(colon, " \t");
		colon[strcspn(colon, "\n")] = '\0';
		strlcpy(out, colon, size);
		break;
	}
	fclose(f);
}

void
machine_print(FILE *f, const char *build)
{
	char cpu[256], memory[64], date[32];
	time_t now = time(NULL);
	struct utsname u;
	double load[1];
	struct tm tm;

	proc_value("/proc/cpuinfo", "model name", cpu, sizeof(cpu));
	proc_value("/proc/meminfo", "MemTotal", memory, sizeof(memory));
	if (uname(&u) == -1)
		err(1, "uname");
	gmtime_r(&now, &tm);
	strftime(date, sizeof(date), "%Y-%m-%d %H:%M UTC", &tm);
	fprintf(f, "machine   %s, %ld CPUs online, %s memory\n", cpu,
	    sysconf(_SC_NPROCESSORS_ONLN), memory);
	fprintf(f, "system    %s %s %s; %s\n", u.sysname, u.release, u.machine,
	    date);
	if (getloadavg(load, 1) == 1)
		fprintf(f, "load      %.2f before the first run (idle is 0: a "
		    "busy machine measures itself)\n", load[0]);
	fprintf(f, "compiler  %s; %s\n", __VERSION__, build);
	fprintf(f, "tawam     %s, tables %s (%08x), hot loops: %s\n",
	    tawam_version(), tawam_tables_version(), tawam_tables_digest(),
	    cpu_level_name(cpu_level()));
	fprintf(f, "libraries utf8proc %s (Unicode %s), zstd %s, zlib %s\n",
	    utf8proc_version(), utf8proc_unicode_version(),
	    ZSTD_versionString(), zlibVersion());
}
