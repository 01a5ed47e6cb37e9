/* A bad disk under SQLite: preloaded, it lets the calls that write and sync a database fail.

   FAULTS_CONTROL names a file of three 32-bit numbers, shared with the test: what is to happen,
   after how many syncs (for DIE), and how often it has happened.
   FAULTS_SHADOW names a folder that holds of each file what was last synced: what a power cut
   leaves. Files are read through SQLite's own descriptors, since closing another one would drop
   the process's locks. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WELL, EIO_SYNC, ENOSPC_WRITE, EIO_WRITE, SHORT_WRITE, DIE };

struct control {
    volatile uint32_t mode, after, hits;
};

static struct control nothing, *control = &nothing;
static const char *shadow;
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);

__attribute__((constructor)) static void begin(void) {
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    shadow = getenv("FAULTS_SHADOW");
    const char *path = getenv("FAULTS_CONTROL");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *shared = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) control = shared;
    close(fd);
}

/* The name of the database's file that fd is, or 0. */
static const char *ours(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    int is = name && strstr(name, ".db") && !strstr(name, ".lock");
    return is ? name + 1 : 0;
}

static int bad(int fd, uint32_t first, uint32_t last) {
    char path[4096];
    uint32_t mode = control->mode;
    if (mode < first || mode > last || !ours(fd, path, sizeof path)) return 0;
    return 1;
}

static void keep(int fd) {
    char path[4096], to[4096], made[4096], block[65536];
    const char *name = shadow ? ours(fd, path, sizeof path) : 0;
    if (!name) return;
    snprintf(to, sizeof to, "%s/%s", shadow, name);
    snprintf(made, sizeof made, "%s/new", shadow);
    int copy = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t got;
    for (off_t at = 0; (got = pread(fd, block, sizeof block, at)) > 0; at += got)
        if (real_write(copy, block, got) != got) abort();
    close(copy);
    rename(made, to);
}

static int synced(int fd, int (*real)(int)) {
    if (bad(fd, EIO_SYNC, EIO_SYNC)) {
        control->hits++;
        errno = EIO;
        return -1;
    }
    if (bad(fd, DIE, DIE) && control->after-- == 0) {
        control->hits++;
        kill(getpid(), SIGKILL);
    }
    int done = real(fd);
    if (done == 0) keep(fd);
    return done;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

/* Whether a write is to fail; `errno` says how. A short one writes half of it first. */
static int refused(int fd) {
    if (!bad(fd, ENOSPC_WRITE, SHORT_WRITE)) return 0;
    control->hits++;
    errno = control->mode == EIO_WRITE ? EIO : ENOSPC;
    return 1;
}

ssize_t write(int fd, const void *from, size_t size) {
    if (refused(fd)) return -1;
    return real_write(fd, from, size);
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
    if (refused(fd)) {
        if (control->mode == SHORT_WRITE && size > 1) return real_pwrite(fd, from, size / 2, at);
        return -1;
    }
    return real_pwrite(fd, from, size, at);
}
ssize_t pwrite64(int, const void *, size_t, off_t) __attribute__((alias("pwrite")));

int ftruncate(int fd, off_t size) { return refused(fd) ? -1 : real_ftruncate(fd, size); }
int ftruncate64(int, off_t) __attribute__((alias("ftruncate")));
