import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Pin, pinTemplate } from '../scripts/release/pin-template.ts'
import { pinStarters, writeStarters } from '../scripts/release/starters.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'
const pin: Pin = { owner: 'acme', sha, version: '1.2.3' }
const pinned = `acme/actions/label-by-path@${sha} # v1.2.3`

describe('a template is pinned to a release', () => {
  test.each([
    ['a step', '      - uses: org/actions/label-by-path@v1', `      - uses: ${pinned}`],
    ['a named step', '        uses: org/actions/label-by-path@v1', `        uses: ${pinned}`],
    ['a comment', '- uses: org/actions/label-by-path@v1 # why', `- uses: ${pinned} # why`],
    [
      'a linter’s comment',
      '- uses: org/actions/label-by-path@v1 # zizmor: ignore[x]',
      `- uses: ${pinned} # zizmor: ignore[x]`,
    ],
    ['an older pin', `- uses: acme/actions/label-by-path@${'a'.repeat(40)} # v1.0.0`, `- uses: ${pinned}`],
    [
      'an older pin with a comment',
      `- uses: acme/actions/label-by-path@${'a'.repeat(40)} # v1.0.0 # why`,
      `- uses: ${pinned} # why`,
    ],
  ])('%s', (_, line, expected) => {
    expect(pinTemplate(line, pin)).toBe(expected)
    expect(pinTemplate(expected, pin)).toBe(expected)
  })

  test('everything else stays byte for byte', () => {
    const text = `# Why: https://example.org/page\r\non: push\n\n  - uses: actions/checkout@${sha} # v6\n  - uses: org/actions/label-by-path@v1\n    with: { x: 'a  b' }   # odd\n`
    expect(pinTemplate(text, pin)).toBe(text.replace('org/actions/label-by-path@v1', pinned))
  })
})

describe('a template is refused', () => {
  test.each<[string, string, Partial<Pin>, string]>([
    [
      'a placeholder that would stay',
      '- uses: org/actions/label-by-path@v1\n# see org/actions',
      {},
      'line 2',
    ],
    [
      'quotes, which are not understood',
      '- uses: "org/actions/label-by-path@v1"',
      {},
      'the placeholder org/ remains',
    ],
    ['another major version', '- uses: org/actions/label-by-path@v2', {}, 'label-by-path@v2 is not v1'],
    ['a branch', '- uses: org/actions/label-by-path@main', {}, 'label-by-path@main is not v1'],
    ['nothing of the suite', '- uses: other/actions/label-by-path@v1', {}, 'no action of the suite'],
    ['no owner', '- uses: org/actions/label-by-path@v1', { owner: 'org' }, 'is not an owner'],
    ['an owner with a path', '- uses: org/actions/label-by-path@v1', { owner: 'a/b' }, 'is not an owner'],
    ['a short commit', '- uses: org/actions/label-by-path@v1', { sha: 'abc1234' }, 'not a full commit'],
    ['no version', '- uses: org/actions/label-by-path@v1', { version: 'v1' }, 'not major.minor.patch'],
  ])('%s', (_, text, change, expected) => {
    expect(() => pinTemplate(text, { ...pin, ...change })).toThrow(expected)
  })
})

test('an organization gets each template with its properties, and no other file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'starters-'))
  try {
    const templates = join(folder, 'templates')
    await mkdir(templates)
    await writeFile(join(templates, 'labeler.yml'), 'steps:\n  - uses: org/actions/label-by-path@v1\n')
    await writeFile(join(templates, 'labeler.properties.json'), '{"name":"Labels"}\n')
    await writeFile(join(templates, 'dependabot.yml'), 'version: 2\n')
    await writeStarters(folder, await pinStarters(templates, pin))
    const written = join(folder, 'workflow-templates')
    expect((await readdir(written)).sort()).toEqual(['labeler.properties.json', 'labeler.yml'])
    expect(await readFile(join(written, 'labeler.yml'), 'utf8')).toBe(`steps:\n  - uses: ${pinned}\n`)
    expect(await readFile(join(written, 'labeler.properties.json'), 'utf8')).toBe('{"name":"Labels"}\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
