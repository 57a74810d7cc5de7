import { mkdir, writeFile } from 'node:fs/promises'
import { decodePath, encodePath } from '@suite/changes'
import { findInjections, hostilePaths } from '@suite/testkit/core'
import { marked } from 'marked'
import { expect, it } from 'vitest'
import { judgeWithReport } from './full-report.ts'
import { openChange, openProject } from './project.ts'
import { red, setScene } from './scene.ts'

const scene = setScene()

/** Raw bytes of git that are not UTF-8, in addition to those of every action. */
const bytes = ['latin\xe9', 'bytes\xff\xfe\x80', 'surrogate\xed\xa0\x80'].map((name) =>
  decodePath(Buffer.from(name, 'latin1')),
)
const names = [...hostilePaths, ...bytes, 'equals=a,b:c;d', ' blank ', 'quote"\'`'].map(
  (name) => `src/${name}.js`,
)

async function openHostile() {
  const github = scene.github()
  const repository = await github.createRepository(`acme/shop-${crypto.randomUUID()}`)
  await repository.commit({ branch: 'main', files: { 'a.js': 'a()\n' } })
  const pull = await repository.openPullRequest({ files: { 'b.js': 'b()\n' } })
  const project = await openProject({ 'src/a.js': 'a()\n' })
  for (const name of names) {
    const path = Buffer.concat([Buffer.from(`${project.folder}/`), encodePath(name)])
    await mkdir(path.subarray(0, path.lastIndexOf('/')), { recursive: true })
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

  expect(ran.annotations.filter(({ file }) => file !== undefined).length).toBeLessThanOrEqual(10)
  for (const { file } of ran.annotations) if (file !== undefined) expect(names).toContain(file)

  // The output and the report: each name as git has it.
  const paths = ran.json<{ path: string }[]>('uncovered').map(({ path }) => path)
  expect(paths.toSorted()).toEqual(names.toSorted())
  expect(ran.report.files.map(({ path }) => path)).toEqual(names.toSorted())

  // The summary and the comment: nothing but text, code and links into the repository.
  const comments = pull.comments()
  expect(comments).toHaveLength(1)
  expect(findInjections({ ...ran, comments: comments.map(({ body }) => body) })).toEqual([])
  for (const markdown of [ran.summary, comments[0]?.body ?? '']) {
    const page = await marked.parse(markdown.replace(/^<!--.*?-->\n/, ''))
    const tags = new Set([...page.matchAll(/<\/?([a-z!-]+)/gi)].map(([, tag]) => tag))
    for (const tag of ['img', 'script', '!--', 'del', 'strong>x']) expect([...tags]).not.toContain(tag)
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to)
    expect(links.length).toBeGreaterThanOrEqual(names.length)
    expect(links.filter((to) => !to.includes(`/${repository.fullName}/blob/`))).toEqual([])
    expect(page.match(/<tr>/g)?.length).toBe(names.length + 1)
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
