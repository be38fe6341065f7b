/*
 * folder_tree.h - what is done with a folder and all below it.
 */
#ifndef TUTOR_MODEL_FOLDER_TREE_H
#define TUTOR_MODEL_FOLDER_TREE_H

/*
 * Remove a folder with what is in it; links are removed, not followed.  0, also
 * when there is none, or -1 with errno.
 */
int	folder_tree_remove(int dirfd, const char *name);

/* fsync(2) of the folder and all folders below.  0, or -1 with errno. */
int	folder_tree_sync(int dirfd);

#endif
