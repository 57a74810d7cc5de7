import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { readSums, type SumLine, writeSums } from '../../src/index.ts'

const [one, two] = ['1', '2'].map((digit) => digit.repeat(64)) as [string, string]
const plain = `${one}  app-linux\n${two} *app.exe\n`
const list = `\r\nAlgorithm : SHA256\r\nHash      : ${one.toUpperCase()}\r\nPath      : C:\\a\\app-linux\r\n\r\nAlgorithm : SHA256\r\nHash      : ${two}\r\nPath      : C:\\a\\a very long na\r\n            me.exe\r\n\r\n`

export const target = defineTarget<readonly SumLine[]>({
  name: 'sums',
  corpus: [
    bytesOf(plain),
    bytesOf(`# comment\n\nSHA256 (app-linux) = ${one}\nSHA256 (a (b).zip) = ${two}\n`),
    bytesOf(list),
    Buffer.from(`\ufeff${list}`, 'utf16le'),
    Buffer.from(plain, 'utf16le'),
  ],
  dictionary: [
    '  ',
    ' *',
    'SHA256 (',
    ') = ',
    'Algorithm : SHA256\n',
    'Hash : ',
    'Path : ',
    '# ',
    one,
    two,
    one.slice(1),
    'MD5 (',
    '\\',
    '\n\n',
    '../x',
  ],
  growth: [
    { open: `${one}  f{#}\n` },
    { open: 'SHA256 (' },
    { open: ') = ' },
    { head: 'Algorithm : SHA256\nHash : a\nPath : ', open: '\n b' },
    { head: 'Algorithm : SHA256\n', open: 'x\n' },
    { open: `${one}  a\r\n` },
    { open: ' ' },
  ],
  read: (input) => readSums(input, 'SHA256SUMS'),
  judge(input, sums) {
    if (sums.length === 0) return 'a file without a sum is read'
    const text = [...Buffer.from(input).toString('latin1')].filter((each) => each !== '\0').join('')
    const written = text.match(/(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])/g) ?? []
    const distinct = new Set(written.map((each) => each.toLowerCase()))
    if (sums.some(({ sha256 }) => !distinct.has(sha256))) return 'a sum is read that the file does not have'
    const named = sums.filter(({ name }) => /^[^/\\\r\n]+$/.test(name))
    if (named.length < sums.length || sums.some(({ name }) => /\p{Cs}/u.test(name))) return undefined
    const again = readSums(Buffer.from(writeSums(sums)), 'again')
    return again.length === sums.length ? undefined : 'it is not read again as it was'
  },
})
