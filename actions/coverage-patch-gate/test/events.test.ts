import { describe, expect, it } from 'vitest'
import { counts, lcov } from './lcov.ts'
import { openChange, openProject, type Project } from './project.ts'
import { green, red, setScene } from './scene.ts'

const { judge, run } = setScene()
const before = 'export const a = () => 1\n'
const after = `${before}export const b = () => 2\n`
const zero = '0'.repeat(40)

const measure = (project: Project, marks: string) =>
  project.write({ 'coverage/lcov.info': lcov({ 'src/a.js': counts(marks) }) })

describe('a pull request', () => {
  it('is compared with the base of its merge, so that lines are those that were tested', async () => {
    const project = await openProject({ 'src/a.js': before })
    // The base adds lines above the change meanwhile.
    const opened = await openChange(
      project,
      { 'src/a.js': `${before}\n\n\nexport const b = () => 2\n` },
      { 'src/a.js': `export const c = 3\nexport const d = 4\n${before}` },
    )
    await measure(project, '111..10'.replace('..10', '...0'))
    const ran = await judge(project, opened)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.json('uncovered')).toEqual([{ path: 'src/a.js', ranges: [[7, 7]] }])
  })

  it('whose head is checked out, as on Gitea, is compared with the merge base', async () => {
    const project = await openProject({ 'src/a.js': before })
    const opened = await openChange(project, { 'src/a.js': after }, { 'src/b.js': 'export const z = 1\n' })
    await project.git('update-ref', 'refs/remotes/origin/main', 'main')
    await project.git('checkout', '--quiet', 'feature')
    await measure(project, '11')
    const ran = await judge(project, opened, { environment: { GITEA_ACTIONS: 'true' } })
    expect(ran).toMatchObject({ ...green, outputs: { 'patch-total': '1', 'scope-size': '1' } })
  })

  it('of which something else is checked out fails, and the message says what to set', async () => {
    const project = await openProject({ 'src/a.js': before })
    const opened = await openChange(project, { 'src/a.js': after })
    await measure(project, '11')
    await project.git('checkout', '--quiet', 'main')
    const ran = await judge(project, opened)
    expect(ran).toMatchObject({ ...red, reason: 'tree-mismatch' })
    expect(ran.messages).toContain('actions/checkout')
  })

  it('on pull_request_target is refused', async () => {
    const project = await openProject({ 'src/a.js': before })
    await measure(project, '1')
    expect(await run(project, 'pull_request_target', {})).toMatchObject({
      ...red,
      reason: 'event-unsupported',
    })
  })
})

describe('a push', () => {
  it('is compared with what was there before', async () => {
    const project = await openProject({ 'src/a.js': before })
    const old = await project.git('rev-parse', 'HEAD')
    const now = await project.commit({ 'src/a.js': after })
    await measure(project, '10')
    const ran = await run(project, 'push', { before: old, after: now, ref: 'refs/heads/main' })
    expect(ran).toMatchObject({ ...red, reason: 'uncovered', outputs: { 'patch-total': '1' } })
  })

  it('of a new branch is compared with its merge base with the default branch', async () => {
    const project = await openProject({ 'src/a.js': before })
    await project.git('update-ref', 'refs/remotes/origin/main', 'main')
    await project.git('checkout', '--quiet', '-b', 'feature')
    const now = await project.commit({ 'src/a.js': after })
    await measure(project, '11')
    const ran = await run(project, 'push', { before: zero, after: now, ref: 'refs/heads/feature' })
    expect(ran).toMatchObject({ ...green, outputs: { 'patch-covered': '1' } })
  })
})

it('a merge group is compared with its base', async () => {
  const project = await openProject({ 'src/a.js': before })
  const base = await project.git('rev-parse', 'HEAD')
  const head = await project.commit({ 'src/a.js': after })
  await measure(project, '11')
  const group = {
    base_sha: base,
    head_sha: head,
    base_ref: 'refs/heads/main',
    head_ref: 'refs/heads/gh-readonly-queue/main/pr-1-x',
  }
  expect(await run(project, 'merge_group', { merge_group: group })).toMatchObject(green)
})

describe('any other event', () => {
  it('needs a base', async () => {
    const project = await openProject({ 'src/a.js': before })
    await measure(project, '1')
    expect(await run(project, 'workflow_dispatch', {})).toMatchObject({ ...red, reason: 'base-missing' })
  })

  it('is compared with the base that is given', async () => {
    const project = await openProject({ 'src/a.js': before })
    const base = await project.git('rev-parse', 'HEAD')
    await project.commit({ 'src/a.js': after })
    await measure(project, '11')
    expect(await run(project, 'schedule', {}, { inputs: { base } })).toMatchObject(green)
  })
})
