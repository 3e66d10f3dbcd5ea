/*
 * main.c - tawam(1).
 */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/signals.h"
#include "io/output.h"

int
main(int argc, char **argv)
{
	signals_catch();
	/* Whatever ends the run, nothing half-written stays behind. */
	atexit(output_abort_all);
	return tawam_main(argc - 1, argv + 1);
}
