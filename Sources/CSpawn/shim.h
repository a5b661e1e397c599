#pragma once
// glibc declares it only under _GNU_SOURCE, which Swift's own import of the header does not define.
#include <spawn.h>
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
