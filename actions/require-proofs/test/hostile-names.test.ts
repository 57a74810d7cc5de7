import { describe, expect, it } from 'vitest'
import { green, proof, red, routes, setScene } from './scene.ts'

const { shop } = setScene()

/** Names that git allows, and that would have an effect if they were not treated as text. */
const names = [
  'a\n::error title=pwned::pwned',
  'a\n::set-output name=verdict::pass',
  'a\n::add-mask::e',
  'a\n::stop-commands::x',
  'a\r::warning::pwned',
  '::notice::pwned',
  '##[error]pwned',
  'a%0A::error::pwned%0D',
  '\u001b[2J\u001b]0;pwned\u0007',
  '\u202efdp.exe',
  '<img src=x onerror=alert(1)>',
  '](https:evil.example) | **b** `c` @team #1',
  'EOF\nverdict=pass',
  'x'.repeat(200),
]

describe('row 15: names of files', () => {
  it('inject no command into the log, and leave every output readable', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml': 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: evil/**\n',
    })
    const files = Object.fromEntries([
      ...names.map((name) => [`evil/${name}`, 'x']),
      ...names.map((name) => [`ops/proofs/${name}`, '']),
    ])
    const ran = await judge(await open(files, { title: names[0] ?? '', author: 'mallory' }))
    expect(ran).toMatchObject({ ...red, reason: 'proofs-missing' })
    expect(ran.outputs).toMatchObject({ 'scope-size': String(2 * names.length) })
    const paths = ran.json('proofs').map(({ path }) => path)
    expect(new Set(paths)).toEqual(new Set(names.map((name) => `ops/proofs/${name}`)))
    expect(ran.json('required-by')[0]).toMatchObject({ label: 'change:routes' })

    expect(ran.annotations).toHaveLength(1)
    expect(ran.annotations[0]).toMatchObject({ level: 'error', title: 'Require proofs (proofs-missing)' })
    expect(ran.masks).toHaveLength(1)
    const lines = ran.stdout.split(/\r\n|\r|\n/).filter((line) => !line.startsWith('::debug::GET '))
    const orders = lines.filter((line) => /^\s*::/.test(line) || line.includes('##['))
    expect(orders.map((line) => line.trimStart().split(/[ :]+/)[1])).toEqual(['add-mask', 'error'])
    expect(ran.stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    expect(ran.summary).not.toMatch(/<img|\u202e|@team|\]\(https/)
    expect(ran.summary.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(3)
  })

  it('as the folder of a Worker do not change what the suggested command does', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml': 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: w/**\n',
      '.github/proofs.yml':
        'proofs: [{for: change:routes, paths: "w/{name}/*", files: "ops/proofs/{name}/**"}]',
    })
    const ran = await judge(await open({ "w/'; touch pwned #/x": '1', 'w/$(touch pwned)/x': '1' }))
    expect(ran.json('missing')).toHaveLength(2)
    expect(ran.messages).toContain(`> 'ops/proofs/'\\''; touch pwned #/change-routes.txt'`)
    expect(ran.messages).toContain(`> 'ops/proofs/$(touch pwned)/change-routes.txt'`)
  })
})

describe('row 16: a name and a pattern that take other engines hours', () => {
  const long = 'a'.repeat(250)

  it.each(['**/*a*a*a*a*a*a*a*a*b', '**/+(a|aa)b', '**/*a*a*a*a*a*a*a*a*a*a*b/**'])(
    'take no time: %s',
    async (glob) => {
      const { open, judge } = await shop({
        '.github/labeler.yml': `change:cors:\n  - changed-files:\n      - any-glob-to-any-file: '${glob}'\nchange:routes:\n  - changed-files:\n      - any-glob-to-any-file: api/**\n`,
        '.github/proofs.yml': `proofs: [{for: change:routes, files: ['${glob}', 'ops/proofs/**'], contains: [{pattern: '^(a+)+$'}]}]`,
      })
      const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x${index}/${long}`, 'x']))
      const evil = { 'ops/proofs/a.txt': `${'a'.repeat(100_000)}b` }
      const pull = await open({ ...routes, ...files, ...evil })
      const ran = await judge(pull, { inputs: { proofs: `${glob}\nops/proofs/**` } })
      expect(ran).toMatchObject({ ...red, reason: 'proofs-missing' })
      await pull.push({ 'ops/proofs/a.txt': 'aaa' })
      expect(await judge(pull)).toMatchObject(green)
    },
  )

  it('in braces by the thousand are refused', async () => {
    const { open, judge } = await shop()
    const ran = await judge(await open({ ...routes, ...proof }), { inputs: { proofs: '{1..1000000}' } })
    expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
  })
})
