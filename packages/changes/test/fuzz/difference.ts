import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { createDifferenceReader } from '../../src/clone/difference-reader.ts'
import type { ChangedLines } from '../../src/index.ts'

const [none, a, b, c] = ['0', 'a', 'b', 'c'].map((digit) => digit.repeat(40))
const rows = `:100644 100644 ${a} ${b} M\0src/a.ts\0:000000 100644 ${none} ${c} A\0src/b.ts\0\0`
const first = `diff --git a/src/a.ts b/src/a.ts\nindex ${a}..${b} 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n`
const hunks = '@@ -2,2 +2,3 @@\n-one\n-@@ -1 +1 @@\n+two\n+++ three\n+\n@@ -9,0 +11 @@ f\n+last\n'
const second = `diff --git a/src/b.ts b/src/b.ts\nnew file mode 100644\nindex ${none}..${c}\n--- /dev/null\n+++ b/src/b.ts\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n`
const link = `:100644 120000 ${a} ${b} T\0l\0\0diff --git a/l b/l\ndeleted file mode 100644\nindex ${a}..${none}\n--- a/l\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\ndiff --git a/l b/l\nnew file mode 120000\nindex ${none}..${b}\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n`

export const target = defineTarget<readonly ChangedLines[]>({
  name: 'difference',
  corpus: [
    bytesOf(rows + first + hunks + second),
    Buffer.from(
      `:100644 100644 ${a} ${b} M\0\xff.bin\0\0${first}Binary files a/x and b/x differ\n`,
      'latin1',
    ),
    bytesOf(link),
    bytesOf(''),
  ],
  dictionary: [
    '\0',
    '\n',
    '+',
    '-',
    '\\',
    '@@ ',
    '@@ -1 +1 @@\n',
    '@@ -1,9 +1,0 @@\n',
    ',2147483647',
    'diff --git a/x b/x\n',
    'Binary files a/x and b/x differ\n',
    `:100644 100644 ${a} ${b} M\0x\0`,
    `index ${a}..${b}\n`,
    '160000',
    '040000',
    'rename from x\n',
  ],
  growth: [
    { open: `:100644 100644 ${a} ${a} M\0f{#}\0`, tail: '\0' },
    { head: `${rows}${first}@@ -0,0 +1,2147483647 @@\n`, open: '+x\n' },
    { head: `${rows}${first}`, open: '@@ -0,0 +1 @@\n+x\n', tail: second },
    { head: `${rows}${first}@@ -0,0 +1 @@\n+`, open: 'x', tail: `\n${second}` },
    { head: ':100644 100644 a b M\0', open: 'x' },
  ],
  read(input) {
    const reader = createDifferenceReader()
    for (let at = 0; at < input.length; at += 65_536) reader.add(Buffer.from(input.subarray(at, at + 65_536)))
    return reader.end()
  },
  judge(input, files) {
    const text = Buffer.from(input).toString('latin1')
    if (files.length === 0 && text.length > 0) return 'a difference with contents is read as none'
    const end = text.indexOf('\0\0')
    // A row is followed by its path, which may look like anything, such as a row or the header of a hunk.
    const fields = text.slice(0, end).split('\0')
    const named = fields.filter((field, at) => at % 2 === 0 && /^:[0-7]{6} /.test(field)).length
    if (files.length !== named) return `${named} files differ, and ${files.length} are read`
    if (/\d{6} (?:120000|160000)|(?:120000|160000) \d{6}/.test(text)) return undefined
    const promised = text
      .slice(end)
      .split('\n')
      .map((line) => /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line))
    const lines = promised.reduce(
      (sum, found) => sum + (found ? Number(found[1] ?? '1') + Number(found[2] ?? '1') : 0),
      0,
    )
    const read = files
      .flatMap((file) => file.hunks)
      .reduce((sum, { removed, added }) => sum + removed.length + added.length, 0)
    return read === lines ? undefined : `the hunks have ${lines} lines, and ${read} are read`
  },
})
