import { writeFile } from 'node:fs/promises'
import { decodePath, encodePath } from '@suite/changes'
import { marked } from 'marked'
import { expect, it } from 'vitest'
import { judgeWithReport } from './full-report.ts'
import { openChange, openProject } from './project.ts'
import { red, setScene } from './scene.ts'

const scene = setScene()

const names = [
  'tab\there.js',
  'line\nbreak.js',
  'return\rhere.js',
  '\n::error::owned.js',
  '::stop-commands::x.js',
  '::set-output name=verdict::pass.js',
  '%0A::error file=x::y.js',
  'quote"\'`.js',
  'back\\slash.js',
  ' blank .js',
  '-dash.js',
  'equals=a,b:c;d.js',
  '<img src=x onerror=alert(1)>.js',
  '<script>x<!--.js',
  '](x) [y](https:x.example).js',
  '| a | b |.js',
  '`@acme` #1 **bold**.js',
  '@acme team.js',
  'www.x.example.js',
  'right\u202eleft.js',
  'isolate\u2066d.js',
  'zero\u200bwidth.js',
  'escape\u001b[2J.js',
  'separator\u2028.js',
  'ümlaut\u0301.js',
  'smile😀.js',
  decodePath(Buffer.from('latin\xe9.js', 'latin1')),
  decodePath(Buffer.from('bytes\xff\xfe\x80.js', 'latin1')),
  decodePath(Buffer.from('surrogate\xed\xa0\x80.js', 'latin1')),
].map((name) => `src/${name}`)

/** What acts on a terminal, or shows text in another order than it has. */
const acting = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

async function openHostile() {
  const github = scene.github()
  const repository = await github.createRepository(`acme/shop-${crypto.randomUUID()}`)
  await repository.commit({ branch: 'main', files: { 'a.js': 'a()\n' } })
  const pull = await repository.openPullRequest({ files: { 'b.js': 'b()\n' } })
  const project = await openProject({ 'src/a.js': 'a()\n' })
  for (const name of names) {
    const path = Buffer.concat([Buffer.from(`${project.folder}/`), encodePath(name)])
    await writeFile(path, `call(${JSON.stringify(name)})\n`)
  }
  const opened = await openChange(project, {})
  const reported = names.filter((name) => !/[\n\r]/.test(name))
  const records = ['src/a.js', ...reported].map((name) =>
    Buffer.concat([Buffer.from('SF:'), encodePath(name), Buffer.from('\nDA:1,0\nend_of_record\n')]),
  )
  await project.write({ 'coverage/lcov.info': Buffer.concat(records) })
  return { github, repository, pull, project, opened }
}

it('a name in a change acts on nothing that people or programs read', async () => {
  const { github, repository, pull, project, opened } = await openHostile()
  const ran = await judgeWithReport(scene, project, opened, {
    repository: repository.fullName,
    number: pull.number,
    token: github.token({ permissions: { contents: 'read', 'pull-requests': 'write' } }),
    inputs: { comment: 'always' },
  })
  expect(ran).toMatchObject({ ...red, reason: 'uncovered', outputs: { 'patch-total': `${names.length}` } })

  // The log: commands are ours, and no line begins with another one.
  expect(ran.stdout).not.toMatch(acting)
  const commands = ran.stdout.split('\n').filter((line) => /^\s*(?:::|##\[)/.test(line))
  expect(commands.filter((line) => !/^::(?:error|debug|group|endgroup|add-mask)[ :]/.test(line))).toEqual([])
  expect(ran.stderr).toBe('')
  expect(ran.annotations.filter(({ file }) => file !== undefined).length).toBeLessThanOrEqual(10)
  for (const { file } of ran.annotations) if (file !== undefined) expect(names).toContain(file)

  // The output and the report: each name as git has it.
  const paths = ran.json<{ path: string }[]>('uncovered').map(({ path }) => path)
  expect(paths.toSorted()).toEqual(names.toSorted())
  expect(ran.report.files.map(({ path }) => path)).toEqual(names.toSorted())

  // The page and the comment: nothing but text, code and links into the repository.
  const comments = pull.comments()
  expect(comments).toHaveLength(1)
  for (const markdown of [ran.summary, comments[0]?.body ?? '']) {
    expect(markdown).not.toMatch(acting)
    const page = await marked.parse(markdown.replace(/^<!--.*?-->\n/, ''))
    const tags = new Set([...page.matchAll(/<\/?([a-z!-]+)/gi)].map(([, tag]) => tag))
    for (const tag of ['img', 'script', '!--', 'del', 'strong>x']) expect([...tags]).not.toContain(tag)
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to)
    expect(links.length).toBeGreaterThanOrEqual(names.length)
    expect(links.filter((to) => !to.includes(`/${repository.fullName}/blob/`))).toEqual([])
    expect(page.match(/<tr>/g)?.length).toBe(names.length + 1)
    expect(page.replaceAll(/<[^>]*>/g, '')).not.toMatch(/(?:^|\s)@acme/)
  }
})

it('a name that differs only by a byte that is not text has the counts of its own file', async () => {
  const project = await openProject({ 'src/a.js': 'a()\n' })
  const [one, other] = [Buffer.from('src/x\xe9.js', 'latin1'), Buffer.from('src/x\xe8.js', 'latin1')]
  for (const path of [one, other])
    await writeFile(Buffer.concat([Buffer.from(`${project.folder}/`), path]), `${path.at(-4)}()\n`)
  const opened = await openChange(project, {})
  const record = (path: Buffer, count: number) =>
    Buffer.concat([Buffer.from('SF:'), path, Buffer.from(`\nDA:1,${count}\nend_of_record\n`)])
  await project.write({ 'coverage/lcov.info': Buffer.concat([record(one, 1), record(other, 0)]) })
  const ran = await scene.judge(project, opened)
  expect(ran).toMatchObject({ ...red, outputs: { 'patch-covered': '1', 'patch-total': '2' } })
  expect(ran.json('uncovered')).toEqual([{ path: decodePath(other), ranges: [[1, 1]] }])
})
