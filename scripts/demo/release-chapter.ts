import { appendFile, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runBundle } from '@suite/testkit/bundle'
import { faults, type RunResult } from '@suite/testkit/core'
import { deno, startArchiveHost } from '@suite/testkit/deno'
import { startGitHub } from '@suite/testkit/github'
import { checkOut } from './clone.ts'
import type { Timeline } from './timeline.ts'
import { tool } from './tool.ts'

const tag = `v${tool.version}`

/** Shows a release: five binaries and what each may do, a run that dies while it uploads, and a changed byte. */
export async function releaseChapter(timeline: Timeline): Promise<void> {
  const scene = await setScene()
  const { compile, publish } = scene
  try {
    timeline.chapter('Five binaries, and what each may do')
    const broad = await compile([...tool.permissions, '--allow-run'])
    timeline.did('The flags of the release hold a bare --allow-run')
    timeline.ran('deno-multi-target-compile', broad, { green: false, reason: 'input-invalid' })
    timeline.expect(
      'the flag is named',
      broad.annotations.some(({ message }) => message.includes('--allow-run')),
    )
    timeline.did('The flag is removed')
    const compiled = await compile(tool.permissions)
    timeline.ran('deno-multi-target-compile', compiled, { green: true, reason: 'compiled' })
    const assets: unknown[] = JSON.parse(compiled.outputs.assets ?? '[]')
    timeline.did(`Read from the bytes of each binary: ${describePermissions(compiled)}; nothing else`)
    timeline.expect('five binaries are there', assets.length === 5)
    timeline.expect(
      'the summary has the table of permissions for those who approve the release',
      ['read', 'net', 'env'].every((name) => compiled.summary.includes(`| <code>${name}</code> |`)),
    )

    timeline.chapter('A release that dies is finished, and never seen by halves')
    scene.dieAfterUploads(3)
    const died = await publish()
    timeline.did(`release-publish is killed (${died.signal ?? 'it was not'}) after its third upload`)
    timeline.expect('nobody sees a release', scene.published().length === 0)
    const resumed = await publish({ existing: 'resume' })
    timeline.ran('release-publish', resumed, { green: true, reason: 'published' })
    timeline.expect('one release has all files, and the draft is gone', scene.published().join() === tag)

    timeline.chapter('A changed byte is caught')
    await appendFile(join(scene.folderOf(compiled), 'kettle-linux-x86_64'), '!')
    timeline.did('A byte is added to one binary after it was built')
    const changed = await publish({ existing: 'resume' })
    timeline.ran('release-publish', changed, { green: false, reason: 'files-differ' })
  } finally {
    await scene.close()
  }
}

/** Returns what the binaries may do, in the words of the flags. */
function describePermissions({ outputs }: RunResult): string {
  const permissions: Record<string, { allow: readonly string[] | 'all' | null }> = JSON.parse(
    outputs.permissions ?? '{}',
  )
  return Object.entries(permissions)
    .filter(([name, { allow }]) => allow !== null && name !== 'import')
    .map(([name, { allow }]) => `${name} ${allow === 'all' ? 'everything' : allow?.join(', ')}`)
    .join('; ')
}

/** Starts a repository with the program, a host of runtimes, and checks the program out. */
async function setScene() {
  if ('missing' in deno) throw new Error(deno.missing)
  const denoFolder = dirname(deno.program)
  const prints = `${tool.name} ${tool.version}`
  const [github, archives] = await Promise.all([
    startGitHub(),
    startArchiveHost({ version: deno.version, prints }),
  ])
  const repository = await github.createRepository('acme/kettle')
  await repository.commit({ branch: 'main', files: tool.files, message: 'Release 1.2.3' })
  const trigger = await repository.trigger.workflowDispatch({ version: tool.version })
  const workspace = await checkOut(pathToFileURL(repository.folder).href, trigger.ref)
  const token = github.token({ permissions: { contents: 'write' } })
  let death: Promise<unknown> | undefined

  const run = (action: string, inputs: Readonly<Record<string, string>>, signal?: Promise<unknown>) =>
    runBundle(action, {
      ...trigger,
      inputs,
      workspace,
      forge: github.forge,
      token,
      environment: { PATH: [denoFolder, process.env.PATH].join(delimiter) },
      ...(signal && { signal: { name: 'SIGKILL' as const, when: signal } }),
    })

  return {
    compile: (permissions: readonly string[]): Promise<RunResult> =>
      run('deno-multi-target-compile', {
        entrypoint: 'main.ts',
        name: tool.name,
        version: tool.version,
        permissions: permissions.join('\n'),
        'denort-url': `${archives.url}/release`,
        // The second build, which must be equal, takes as long as the first one.
        reproducible: 'off',
      }),
    publish(inputs: Readonly<Record<string, string>> = {}): Promise<RunResult> {
      const signal = death
      death = undefined
      const all = { tag, token, 'assets-manifest': 'release-assets/manifest.json', ...inputs }
      return run('release-publish', all, signal)
    },
    /** Lets the next run be killed once it begins one upload more than these; that one is not stored. */
    dieAfterUploads(count: number) {
      let begun = 0
      death = new Promise((resolve) =>
        github.host.inject({
          match: ({ method, path }) => {
            const isUpload = method === 'POST' && path.endsWith('/assets')
            if (isUpload) begun += 1
            if (begun <= count || !isUpload) return false
            resolve(undefined)
            return true
          },
          fault: faults.hang(),
          times: 1,
        }),
      )
    },
    published: () => repository.releases.list().flatMap(({ tag, isDraft }) => (isDraft ? [] : [tag])),
    folderOf: ({ outputs }: RunResult) => dirname(outputs['manifest-path'] ?? ''),
    async close() {
      await Promise.all([github.close(), archives.close(), rm(workspace, { recursive: true, force: true })])
    },
  }
}
