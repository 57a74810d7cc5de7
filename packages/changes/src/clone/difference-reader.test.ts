import { expect, test } from 'vitest'
import type { ChangedLines } from '../changed-lines.ts'
import { createDifferenceReader } from './difference-reader.ts'

const [none, a, b, c] = ['0', 'a', 'b', 'c'].map((digit) => digit.repeat(40))

const rows = [
  `:100644 100644 ${a} ${b} M\0one\ntwo\0`,
  `:000000 100644 ${none} ${c} A\0né\0`,
  `:100644 100755 ${a} ${a} M\0run\0`,
  `:100644 120000 ${a} ${c} T\0link\0`,
]
const patches = [
  `diff --git "a/one\\ntwo" "b/one\\ntwo"\nindex ${a}..${b} 100644\n--- "a/one\\ntwo"\n+++ "b/one\\ntwo"\n@@ -2 +2,2 @@ x\n-é\n\\ No newline at end of file\n+++ x\n+\n@@ -9,0 +11 @@\n+last\n`,
  `diff --git a/n b/n\nnew file mode 100644\nindex ${none}..${c}\nBinary files /dev/null and b/n differ\n`,
  'diff --git a/run b/run\nold mode 100644\nnew mode 100755\n',
  `diff --git a/link b/link\ndeleted file mode 100644\nindex ${a}..${none}\n--- a/link\n+++ /dev/null\n@@ -1 +0,0 @@\n-code\n`,
  `diff --git a/link b/link\nnew file mode 120000\nindex ${none}..${c}\n--- /dev/null\n+++ b/link\n@@ -0,0 +1 @@\n+target\n\\ No newline at end of file\n`,
]
const whole = Buffer.from(`${rows.join('')}\0${patches.join('')}`)

function readIn(bytes: Buffer, size: number): readonly ChangedLines[] {
  const reader = createDifferenceReader()
  for (let at = 0; at < bytes.length; at += size) reader.add(bytes.subarray(at, at + size))
  return reader.end()
}

test('a difference is read alike, however its bytes arrive', () => {
  const files = readIn(whole, whole.length)
  expect(files.map(({ path, kind, isBinary }) => [path, kind, isBinary])).toEqual([
    ['one\ntwo', 'file', false],
    ['né', 'file', true],
    ['run', 'file', false],
    ['link', 'symlink', false],
  ])
  expect(files[0]?.hunks).toEqual([
    { oldStart: 2, removed: ['é'], newStart: 2, added: ['++ x', ''] },
    { oldStart: 9, removed: [], newStart: 11, added: ['last'] },
  ])
  expect(files[3]?.hunks).toEqual([{ oldStart: 1, removed: ['code'], newStart: 0, added: [] }])
  for (let size = 1; size < 200; size++) expect(readIn(whole, size)).toEqual(files)
})

test('a difference that ends too early is never a shorter one', () => {
  const ends = new Set<number>([0])
  // Where a whole line of a patch ends, git's exit code alone tells that it did not end there by itself.
  const rowsEnd = rows.join('').length + 1
  for (let at = rowsEnd; at <= whole.length; at++) if (whole[at - 1] === 0x0a) ends.add(at)
  for (let length = 1; length < whole.length; length++) {
    if (ends.has(length)) continue
    expect(() => readIn(whole.subarray(0, length), 4096), `${length} bytes`).toThrow()
  }
  for (const patch of patches.keys()) {
    const some = patches.slice(0, patch).join('')
    expect(() => readIn(Buffer.from(`${rows.join('')}\0${some}`), 4096)).toThrow('do not pair up')
  }
})

test.each<[string, string]>([
  ['a patch of another content', whole.toString().replace(`index ${a}..${b}`, `index ${a}..${c}`)],
  ['a patch too many', `${whole}${patches[2]}`],
  ['patches in another order', `${rows.join('')}\0${[...patches].reverse().join('')}`],
  ['a content that differs without a line', whole.toString().replace('Binary files', '--- files')],
  ['a hunk with a line too many', whole.toString().replace('@@ -9,0 +11 @@', '@@ -9,0 +11,0 @@')],
  ['a hunk with a line too few', whole.toString().replace('@@ -9,0 +11 @@', '@@ -9,0 +11,2 @@')],
  ['a combined hunk', whole.toString().replace('@@ -9,0 +11 @@', '@@@ -9,0 -9,0 +11 @@@')],
  ['an invalid row', whole.toString().replace(' M\0', ' U\0')],
  ['a renamed file', whole.toString().replace(' M\0', ' R100\0')],
  ['a mode that git does not know', whole.toString().replaceAll('100755', '140000')],
  ['one path twice', whole.toString().replace('\0run\0', '\0né\0')],
])('%s is an error, so that no line is passed over', (_, text) => {
  expect(() => readIn(Buffer.from(text), 4096)).toThrow()
})
