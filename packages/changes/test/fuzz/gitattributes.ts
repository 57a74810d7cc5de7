import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { openClone, readGenerated } from '../../src/clone/index.ts'

const paths = ['src/a.ts', 'dist/a.js', 'a.lock', 'ta\tb', 'x/\udce9.lock', 'a\n\0b'.replace('\0', '')]
let folder: string | undefined

/** Calls git in a bare repository of this process. */
function git(args: readonly string[], input?: Uint8Array): string {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'attributes-'))
    execFileSync('git', ['init', '--quiet', '--bare', folder])
  }
  return execFileSync('git', ['-C', folder, ...args], { input, encoding: 'utf8' }).trim()
}

/** Git itself reads the file. What it prints is read by the action. */
export const target = defineTarget<ReadonlySet<string>>({
  name: 'gitattributes',
  corpus: [
    '*.lock linguist-generated\n',
    '[attr]made linguist-generated=true\n/dist/** made\n*.ts -linguist-generated\n',
    '"ta\\tb" linguist-generated\n* !linguist-generated # x\n*.lock text linguist-generated=false\n',
  ].map(bytesOf),
  dictionary: [
    'linguist-generated',
    '-linguist-generated',
    '!linguist-generated',
    'linguist-generated=',
    '[attr]',
    '*',
    '**/',
    '"',
    '\\',
    '=false',
    '=true',
    ' ',
    '\n',
    'binary',
  ],
  largest: 64 * 1024,
  async read(input) {
    const blob = git(['hash-object', '-w', '--stdin'], input)
    const tree = git(['mktree'], bytesOf(`100644 blob ${blob}\t.gitattributes\n`))
    return readGenerated(openClone(folder ?? '', new AbortController().signal), tree, paths)
  },
  judge(input, generated) {
    const text = Buffer.from(input).toString('latin1')
    if (generated.size > 0 && !text.includes('linguist-generated')) return `${[...generated]} are left out`
    return [...generated].every((path) => paths.includes(path))
      ? undefined
      : 'a path is left out that was not asked for'
  },
})
