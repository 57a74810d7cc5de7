import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import type { Git } from './git.ts'
import { readRemoteRefs } from './git.ts'
import { type Pin, pinTemplate } from './pin-template.ts'
import { releaseReasons } from './reasons.ts'

/** A starter workflow of an organization: file name and content. */
export interface Starter {
  readonly name: string
  readonly text: string
}

/** Returns every template of a folder, pinned, each with its properties. A template without properties is left out. */
export async function pinStarters(templates: string, pin: Pin): Promise<Starter[]> {
  const names = (await readdir(templates)).sort()
  const ids = names
    .filter((name) => name.endsWith('.properties.json'))
    .map((name) => name.slice(0, -'.properties.json'.length))
  const starters = ids.map(async (id) => [
    { name: `${id}.yml`, text: pinTemplate(await readFile(join(templates, `${id}.yml`), 'utf8'), pin) },
    {
      name: `${id}.properties.json`,
      text: await readFile(join(templates, `${id}.properties.json`), 'utf8'),
    },
  ])
  return (await Promise.all(starters)).flat()
}

/** Writes starter workflows to the place where an organization's `.github` repository has them. */
export async function writeStarters(folder: string, starters: readonly Starter[]): Promise<void> {
  const target = join(folder, 'workflow-templates')
  await mkdir(target, { recursive: true })
  for (const { name, text } of starters) await writeFile(join(target, name), text)
}

/**
 * Returns the commit of a released version at the remote.
 * @throws OutsideError `release-missing` if the version is not released there
 */
export async function findReleasedCommit(git: Git, remote: string, version: string): Promise<string> {
  const refs = await readRemoteRefs(git, remote)
  const commit = refs.get(`refs/tags/v${version}^{}`)
  if (commit !== undefined) return commit
  throw new OutsideError(
    releaseReasons['release-missing'],
    `v${version} is not released at ${remote}`,
    'Templates are pinned to what is published: release first.',
  )
}
