/*
 * signals.h - being stopped without leaving anything behind.
 */
#ifndef TAWAM_CLI_SIGNALS_H
#define TAWAM_CLI_SIGNALS_H

/*
 * SIGINT, SIGTERM and SIGHUP remove the temporary files and end the program
 * with 128 + the signal's number.  SIGPIPE and SIGXFSZ are ignored: the write
 * that they are about fails, and its error is said.
 */
void	 signals_catch(void);

/*
 * From now on they end nothing: signals_got answers the first one that came,
 * and whatever waits in the system is interrupted, again every second, until
 * the caller has seen it.
 */
void	 signals_defer(void);
int	 signals_got(void);

/*
 * A folder the run has made, to be removed again if it is empty when a signal
 * ends the run; NULL: none.  The name must stay until it is taken back.
 */
void	 signals_made_folder(const char *path);

/* The bar on the terminal is to be cleared, too. */
void	 signals_bar(int drawn);

#endif
