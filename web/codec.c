/**
 * Puts a WebAssembly module together again that web/encode.js took apart: a module of its own, since a browser needs more
 * than twice as long for it in JavaScript that it has not met before. It is alone in its memory and trusts what it reads.
 */

/**
 * The strands in the order of the input, which is the one that brotli likes best: the instructions; the operands of each
 * kind; what bytes an instruction is made of, and which kind of operand follows; what is no code. web/encode.js has the
 * same list.
 */
enum { LOCAL, OFFSET, TABLE, INSTRUCTION, FUNCTION, CONSTANT, ADDRESS, STRING, REST, STRANDS };

/** What else can follow an instruction: the next function, or the next instruction. */
enum { END = INSTRUCTION, NONE = STRANDS, KINDS };

/** Where the input is, and where the module will be: web/codec.js knows that too. */
#define INPUT ((unsigned char *)100000)
#define OUTPUT ((unsigned char *)300000)

enum { DIGITS = 91, FIRST_DIGIT = '#', SIZE_BYTES = 2 };

/** Numbers as digits, which are the characters from # to ~ but for the backslash. */
struct strand {
  const unsigned char *at;
  /** Digits below it are the last of a number; the others are followed by more. */
  int last;
};

static struct strand strands[STRANDS];
static const unsigned char *table[2048];
static int addresses[2048];

__attribute__((noinline)) static int next(struct strand *strand) {
  for (int value = 0;;) {
    int digit = *strand->at++;
    digit -= FIRST_DIGIT + (digit > '\\');
    if (digit < strand->last) return value * strand->last + digit;
    value = value * (DIGITS - strand->last) + digit - strand->last;
  }
}

__attribute__((export_name("decode"))) unsigned char *decode(void) {
  unsigned char *in = INPUT, *out = OUTPUT;
  for (struct strand *strand = strands; strand < strands + STRANDS; strand++) {
    strand->last = *in++ - FIRST_DIGIT;
    strand->at = in;
    while (*in++ != ' ') {}
  }

  unsigned char *strings = in;
  int *address = addresses, base = next(&strands[REST]);
  for (*address = base; *in; in++) {
    if (*in != '\n') continue;
    *in = 0;
    *++address = base + (int)(in - strings) + 1;
  }

  const unsigned char **item = table;
  for (int count = next(&strands[REST]); count; count--) {
    *item++ = strands[TABLE].at;
    while (next(&strands[TABLE]) >= KINDS) {}
  }

  for (int part = 0;; part++) {
    for (int count = next(&strands[REST]); count; count--) {
      int byte = next(&strands[REST]);
      *out++ = (unsigned char)(byte < 61 ? byte : byte + 36);
    }
    if (part > 1) return out;
    if (part) {
      __builtin_memcpy(out, strings, (unsigned long)(in - strings));
      out += in - strings;
      continue;
    }
    for (int count = next(&strands[REST]); count; count--) {
      unsigned char *size = out;
      out += SIZE_BYTES;
      for (;;) {
        strands[TABLE].at = table[next(&strands[INSTRUCTION])];
        int kind;
        while ((kind = next(&strands[TABLE])) >= KINDS) *out++ = (unsigned char)(kind - KINDS);
        if (kind == END) break;
        if (kind == NONE) continue;
        int value = next(&strands[kind]);
        if (kind == STRING) value = addresses[value];
        int limit = kind < CONSTANT ? 128 : 64;
        for (; value >= limit; value >>= 7) *out++ = (unsigned char)(value | 128);
        *out++ = (unsigned char)value;
      }
      // Seven bits in each of two bytes; WebAssembly stores at any address.
      unsigned bytes = (unsigned)(out - size) - SIZE_BYTES;
      *(unsigned short *)size = (unsigned short)(bytes + (bytes & ~127u) | 128);
    }
  }
}
