import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { marked, type Token } from 'marked'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionNames, contractOf, root } from '../scripts/actions.ts'
import { publishLinks } from '../scripts/release/published-links.ts'
import { validateWorkflows } from './workflow-validation/validate-workflows.ts'

/** Pages that people read in the repository, by path. */
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'action-catalog.md'],
  ...markdownIn('docs'),
  ...markdownIn('.github'),
  ...markdownIn('workflows-templates/starter/docs'),
  ...markdownIn('workflows-templates/examples'),
  ...actionNames().map((name) => `actions/${name}/README.md`),
].filter((page) => existsSync(join(root, page)))
const texts = new Map<string, string>()
const textOf = (page: string) => texts.get(page) ?? ''

beforeAll(async () => {
  for (const page of pages) texts.set(page, await readFile(join(root, page), 'utf8'))
})

test.each(pages)(
  'every link and picture of %s leads to a file, and to a heading that is there',
  async (page) => {
    const lost: string[] = []
    for (const link of linksIn(textOf(page))) {
      if (/^(https?|mailto):/.test(link)) continue
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : relative(root, join(root, dirname(page), path))
      if (!existsSync(join(root, target))) lost.push(link)
      else if (anchor !== undefined && !(await headingsOf(target)).includes(anchor)) lost.push(link)
    }
    expect(lost).toEqual([])
  },
)

test('no page of a release has a link that leads nowhere', () => {
  const published = new Set(['README.md', 'LICENSE', 'SECURITY.md'])
  for (const name of actionNames()) published.add(`${name}/README.md`)
  for (const page of pages.filter((each) => each === 'SECURITY.md' || each.startsWith('actions/'))) {
    const text = publishLinks(textOf(page), page, published)
    const folder = dirname(page.replace(/^actions\//, ''))
    const files = linksIn(text).filter((link) => !/^(https?:|mailto:|#)/.test(link))
    const targets = files.map((link) => join(folder, link.split('#')[0] ?? '').replaceAll('\\', '/'))
    expect(
      targets.filter((target) => !published.has(target)),
      page,
    ).toEqual([])
  }
})

test.each(pages)('every "npm run" command that %s prints is one of package.json', async (page) => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  // In the pages of actions, the commands are those of the project that is checked.
  if (page.startsWith('actions/')) return expect(textOf(page)).not.toBe('')
  const run = [...textOf(page).matchAll(/\bnpm (?:--prefix \S+ )?run (?:--silent )?([a-z][a-z-]*)/g)]
  expect(run.map(([, script]) => script).filter((script = '') => !(script in scripts))).toEqual([])
})

describe('README.md', () => {
  test('a visitor finds every action in the table, with inputs that it has', async () => {
    const rows = [...textOf('README.md').matchAll(/^\| \[([a-z-]+)\]\(actions\/.*\| ([^|]+) \|$/gm)]
    expect(rows.map(([, name]) => name).sort()).toEqual(actionNames())
    for (const [, name = '', inputs = ''] of rows) {
      const known = Object.keys((await contractOf(name)).inputs)
      expect(known, name).toEqual(expect.arrayContaining(codeIn(inputs)))
    }
  })

  test('a visitor finds every template in the table', () => {
    const listed = [
      ...textOf('README.md').matchAll(/^\| \[[a-z-]+\]\(workflows-templates\/([a-z-]+\.yml)\)/gm),
    ]
    const files = readdirSync(join(root, 'workflows-templates')).filter((file) => file.endsWith('.yml'))
    expect(listed.map(([, file]) => file).sort()).toEqual(files.sort())
  })

  test('who looks up a reason under Troubleshooting finds one that a run can end with', async () => {
    const contracts = await Promise.all(actionNames().map(contractOf))
    const known = new Set(contracts.flatMap(({ reasons }) => Object.keys(reasons)))
    const section = sectionOf(textOf('README.md'), 'Troubleshooting')
    const named = [...section.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+)/gm)].flatMap(([, cell = '']) =>
      codeIn(cell),
    )
    expect(named.filter((reason) => reason !== 'node24' && !known.has(reason))).toEqual([])
    expect(named.length).toBeGreaterThan(12)
  })

  describe('the quick start', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'quick-start-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    test('its commands work as they are printed, and give workflows that the forge accepts', async () => {
      const shop = join(folder, 'shop')
      await mkdir(shop)
      await symlink(root, join(folder, 'actions'), 'junction')
      const block = /```sh\n([\s\S]*?)```/.exec(sectionOf(textOf('README.md'), 'Quick start'))?.[1] ?? ''
      await promisify(execFile)('bash', ['-euc', block], { cwd: shop })
      const copied = ['labeler.yml', 'proofs-gate.yml'].map((file) => `.github/workflows/${file}`)
      for (const file of copied)
        expect(await validateWorkflows({ [file]: await readFile(join(shop, file), 'utf8') })).toEqual([])
      const policy = await readFile(join(shop, '.github/proofs.yml'), 'utf8')
      const asked = /passed: \[([^\]]+)\]/.exec(policy)?.[1]?.split(', ') ?? []
      const probes = await readFile(join(shop, 'ops/probes.yml'), 'utf8')
      expect(asked.length).toBeGreaterThan(0)
      for (const name of asked) expect(probes, 'the policy asks for this probe').toContain(`name: ${name}`)
      expect(readdirSync(join(shop, '.github')).sort()).toEqual(['labeler.yml', 'proofs.yml', 'workflows'])
    })
  })
})

test('the table of CONTRIBUTING.md says of each dependency why it is there', async () => {
  const table = sectionOf(textOf('CONTRIBUTING.md'), 'Dependencies').split('\n### ')[0] ?? ''
  const documented = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => codeIn(cell))
  const covers = (name: string) =>
    documented.some((each) => each === name || (each.endsWith('/*') && name.startsWith(each.slice(0, -1))))
  const used = new Set<string>()
  for (const folder of ['.', ...foldersIn('packages'), ...foldersIn('actions')]) {
    const file = join(root, folder, 'package.json')
    if (!existsSync(file)) continue
    const { dependencies = {}, devDependencies = {} } = JSON.parse(await readFile(file, 'utf8'))
    for (const name of [...Object.keys(dependencies), ...Object.keys(devDependencies)])
      if (!name.startsWith('@suite/')) used.add(name)
  }
  expect([...used].filter((name) => !covers(name)).sort()).toEqual([])
  const absent = documented.filter((name) => !name.endsWith('/*') && !used.has(name))
  expect(absent, 'the table names what nothing depends on').toEqual([])
})

function markdownIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
    .sort()
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => join(folder, name))
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** Returns the part of a page below a heading of level 2, up to the next one. */
function sectionOf(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n## ${heading}\n`)
  return after.split('\n## ')[0] ?? ''
}

function linksIn(page: string): string[] {
  const links: string[] = []
  marked.walkTokens(marked.lexer(page), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') links.push(token.href)
  })
  return links
}

/** Returns the anchors of a page as the forges make them: `## The token` becomes `the-token`. */
async function headingsOf(page: string): Promise<string[]> {
  const text = texts.get(page) ?? (await readFile(join(root, page), 'utf8'))
  return marked.lexer(text).flatMap((token: Token) =>
    token.type === 'heading'
      ? [
          String(token.text)
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
            .replaceAll(' ', '-'),
        ]
      : [],
  )
}
