import { findInjections, hostileTextPaths, hostileTexts } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, proof, red, routes, setScene } from './scene.ts'

const { shop } = setScene()

/** GitHub shows paths in JSON, which holds whole characters alone. */
const names = hostileTextPaths
/** A label has at most 50 characters, none of them a space at its end, and no second name in another form. */
const labels = hostileTexts.filter((name) => name.length <= 50 && name.trim() === name && name !== 'e\u0301')

describe('row 15: names', () => {
  it('of files and labels do nothing in the log, the summary and the comment, and the outputs have them exactly', async () => {
    const rule = (label: string) =>
      `? ${JSON.stringify(label)}\n:\n  - changed-files:\n      - any-glob-to-any-file: evil/**\n`
    const demand = (label: string) => `{for: ${JSON.stringify(label)}, files: ops/proofs/**}`
    const { open, judge } = await shop({
      '.github/labeler.yml': labels.map(rule).join(''),
      '.github/proofs.yml': `proofs: [${labels.map(demand).join(', ')}]\n`,
    })
    const files = Object.fromEntries([
      ...names.map((name) => [`evil/${name}`, 'x']),
      ...names.map((name) => [`ops/proofs/${name}`, '']),
    ])
    const pull = await open(files, { title: hostileTexts.join(' '), author: 'mallory' })
    const permissions = { contents: 'read', 'pull-requests': 'write' } as const
    const ran = await judge(pull, { permissions, inputs: { comment: 'true', timeout: '200s' } })
    expect(ran, ran.messages).toMatchObject({ ...red, reason: 'proofs-missing' })
    expect(ran.outputs).toMatchObject({ 'scope-size': String(2 * names.length) })
    const comments = pull.comments().map(({ body }) => body)
    expect(comments).toHaveLength(1)
    expect(findInjections({ ...ran, comments })).toEqual([])
    const paths = ran.json('proofs').map(({ path }) => path)
    expect(new Set(paths)).toEqual(new Set(names.map((name) => `ops/proofs/${name}`)))
    for (const output of ['required-by', 'missing'] as const)
      expect(new Set(ran.json(output).map(({ label }) => label))).toEqual(new Set(labels))
    expect(ran.masks).toHaveLength(1)
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
