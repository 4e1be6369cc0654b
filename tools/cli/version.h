/* version.h: the version, which the Makefile takes from the file VERSION. */
#ifndef UF_CLI_VERSION_H
#define UF_CLI_VERSION_H

#ifndef UF_VERSION
#define UF_VERSION "0.1.0"
#endif

#endif
