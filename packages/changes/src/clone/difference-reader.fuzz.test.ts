import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChangedLines } from '../changed-lines.ts'
import { createDifferenceReader } from './difference-reader.ts'

const [none, a, b, c] = ['0', 'a', 'b', 'c'].map((digit) => digit.repeat(40))
const rows = `:100644 100644 ${a} ${b} M\0src/a.ts\0:000000 100644 ${none} ${c} A\0src/b.ts\0\0`
const patches =
  `diff --git a/src/a.ts b/src/a.ts\nindex ${a}..${b} 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -2,2 +2,3 @@\n-one\n-@@ -1 +1 @@\n+two\n+++ three\n+\n@@ -9,0 +11 @@ f\n+last\n` +
  `diff --git a/src/b.ts b/src/b.ts\nnew file mode 100644\nindex ${none}..${c}\n--- /dev/null\n+++ b/src/b.ts\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n`
const whole = rows + patches

const damage = fc.record({
  at: fc.nat(whole.length),
  remove: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(80)),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '\0',
      '\n',
      '+',
      '-',
      '\\',
      '@@ ',
      '@@ -1 +1 @@\n',
      '@@ -1,9 +1,0 @@\n',
      ',999999999999',
      '0',
    ),
    fc.constantFrom(
      'diff --git a/x b/x\n',
      'Binary files a/x and b/x differ\n',
      `:100644 100644 ${a} ${b} M\0x\0`,
      ':',
    ),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  ),
})

function read(text: string, size: number): readonly ChangedLines[] {
  const bytes = Buffer.from(text, 'latin1')
  const reader = createDifferenceReader()
  for (let at = 0; at < bytes.length; at += size) reader.add(bytes.subarray(at, at + size))
  return reader.end()
}

/** How many lines the headers of all hunks promise, for a text in which no line of a hunk looks like a header. */
function promised(text: string): number {
  const headers = text.matchAll(/^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)
  return [...headers].reduce(
    (sum, [, removed = '1', added = '1']) => sum + Number(removed) + Number(added),
    0,
  )
}

test('a damaged difference is an error or a whole one, so that no added line is lost', () => {
  let survived = 0
  fc.assert(
    fc.property(
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4096 }),
      (damages, size) => {
        const text = damages.reduce(
          (so, { at, remove, insert }) => so.slice(0, at) + insert + so.slice(at + remove),
          whole,
        )
        let files: readonly ChangedLines[]
        try {
          files = read(text, size)
        } catch (error) {
          // A mistake of the reader itself, such as a property of undefined, has a class of its own.
          expect(['Error', 'OutsideError']).toContain((error as Error).constructor.name)
          return
        }
        survived += 1
        const lines = files
          .flatMap(({ hunks }) => hunks)
          .reduce((sum, { removed, added }) => sum + removed.length + added.length, 0)
        expect(lines).toBe(promised(text))
        for (const { hunks } of files)
          for (const { newStart } of hunks) expect(Number.isSafeInteger(newStart)).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(survived).toBeGreaterThan(20)
})
