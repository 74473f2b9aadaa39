// A plugin for qemu's user-mode emulators that counts the instructions that a program executes:
//
//   qemu-aarch64 -plugin FILE.so,out=COUNTS[,hot=SHARE] PROGRAM...
//
// COUNTS gets the total on its first line; with hot, then a line for each instruction whose address
// was reached at least 1/SHARE of the total's times: count, address, text, in order of address.
// A block is counted as a whole when it begins, so one that a fault leaves early counts too much;
// and it counts for all threads without locks: what is measured here has one, and faults never.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What is used of qemu's plugin interface, version 1 (qemu 4.2 and later), whose header
// distributions do not package.
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
typedef void (*tb_translated)(qemu_plugin_id_t, struct qemu_plugin_tb*);
typedef void (*at_exit)(qemu_plugin_id_t, void*);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, tb_translated);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb*, enum qemu_plugin_op, void*,
                                              uint64_t);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, at_exit, void*);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb*, size_t);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn*);
char* qemu_plugin_insn_disas(const struct qemu_plugin_insn*);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

// A translated block, kept for the list of hot instructions. qemu may translate the same code more
// than once.
struct block {
  struct block* next;
  uint64_t executed;
  size_t length;
  struct instruction {
    uint64_t address;
    char* text;
  } instructions[];
};

static const char* out_path;
static uint64_t hot_share;  // 0: only the total
static uint64_t total;
static struct block* blocks;

static void die(const char* what) {
  fprintf(stderr, "count_plugin: %s\n", what);
  exit(1);
}

static void remember(struct qemu_plugin_tb* tb, size_t length) {
  struct block* b = calloc(1, sizeof *b + length * sizeof b->instructions[0]);
  if (b == NULL) die("out of memory");
  b->length = length;
  for (size_t i = 0; i < length; i++) {
    const struct qemu_plugin_insn* insn = qemu_plugin_tb_get_insn(tb, i);
    b->instructions[i].address = qemu_plugin_insn_vaddr(insn);
    b->instructions[i].text = qemu_plugin_insn_disas(insn);
  }
  b->next = blocks;
  blocks = b;
  qemu_plugin_register_vcpu_tb_exec_inline(tb, QEMU_PLUGIN_INLINE_ADD_U64, &b->executed, 1);
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb* tb) {
  (void)id;
  const size_t length = qemu_plugin_tb_n_insns(tb);
  qemu_plugin_register_vcpu_tb_exec_inline(tb, QEMU_PLUGIN_INLINE_ADD_U64, &total, length);
  if (hot_share != 0) remember(tb, length);
}

struct line {
  uint64_t address, count;
  const char* text;
};

static int by_address(const void* a, const void* b) {
  const struct line *x = a, *y = b;
  return (x->address > y->address) - (x->address < y->address);
}

static void print_hot(FILE* out) {
  size_t n = 0;
  for (const struct block* b = blocks; b != NULL; b = b->next) n += b->length;
  struct line *lines = malloc((n + 1) * sizeof *lines), *end = lines;
  if (lines == NULL) die("out of memory");
  for (const struct block* b = blocks; b != NULL; b = b->next) {
    for (size_t i = 0; i < b->length; i++, end++) {
      end->address = b->instructions[i].address;
      end->text = b->instructions[i].text;
      end->count = b->executed;
    }
  }
  qsort(lines, n, sizeof *lines, by_address);
  for (struct line* l = lines; l < end;) {
    struct line sum = *l;
    while (++l < end && l->address == sum.address) sum.count += l->count;
    if (sum.count >= total / hot_share) {
      fprintf(out, "%12" PRIu64 "  %12" PRIx64 "  %s\n", sum.count, sum.address, sum.text);
    }
  }
  free(lines);
}

static void finish(qemu_plugin_id_t id, void* data) {
  (void)id, (void)data;
  FILE* out = fopen(out_path, "w");
  if (out == NULL) die("cannot write the file that out names");
  fprintf(out, "%" PRIu64 "\n", total);
  if (hot_share != 0) print_hot(out);
  fclose(out);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info* info, int argc,
                               char** argv) {
  (void)info;
  for (int i = 0; i < argc; i++) {
    if (strncmp(argv[i], "out=", 4) == 0) out_path = strdup(argv[i] + 4);
    if (strncmp(argv[i], "hot=", 4) == 0) hot_share = strtoull(argv[i] + 4, NULL, 10);
  }
  if (out_path == NULL) die("out=FILE is missing");
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, finish, NULL);
  return 0;
}
