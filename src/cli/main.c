/*
 * main.c - tawam(1).
 */
#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/signals.h"
#include "io/output.h"

/*
 * A file that is opened while one of the three is closed would become it, and
 * what is meant for standard output would go into another result.  What is put
 * there can be neither read from nor written to.
 */
static void
fill_closed(void)
{
	static const int how[] = { O_WRONLY, O_RDONLY, O_WRONLY };

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", how[fd]) != fd)
			err(1, "/dev/null");
}

int
main(int argc, char **argv)
{
	fill_closed();
	signals_catch();
	/* Whatever ends the run, nothing half-written stays behind. */
	atexit(output_abort_all);
	return tawam_main(argc - 1, argv + 1);
}
