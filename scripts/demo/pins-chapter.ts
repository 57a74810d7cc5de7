import { runBundle } from '@suite/testkit/bundle'
import { type ControlPlane, startControlPlane } from '@suite/testkit/control-plane'
import type { Trigger } from '@suite/testkit/core'
import { startGitHub } from '@suite/testkit/github'
import { pushImage, startRegistry } from '@suite/testkit/oci-registry'
import type { Timeline } from './timeline.ts'

const template = 'codex'
const planes = ['prod', 'staging'] as const
type Name = (typeof planes)[number]

/** Shows images and the pins of two control planes: moved, proven, refused by one, and never reverted by an old run. */
export async function pinsChapter(timeline: Timeline): Promise<void> {
  timeline.chapter('A pin that is proven')
  const scene = await setScene()
  const { build, promote, verify, pinned } = scene
  try {
    const first = await build('Start the sandbox')
    timeline.did('main moves: its image is built and pushed')
    for (const plane of planes) {
      timeline.ran(`promote-runtime-pin (${plane})`, await promote(plane, first), {
        green: true,
        reason: 'promoted',
      })
      timeline.ran(`verify-runtime-pin (${plane})`, await verify(plane, first), {
        green: true,
        reason: 'pin-verified',
      })
    }
    timeline.expect(
      'both planes serve it',
      pinned('prod') === first.digest && pinned('staging') === first.digest,
    )

    timeline.chapter('A 403 never passes')
    const second = await build('Fix the sandbox')
    timeline.did('main moves, and the token of prod has lost its right to promote')
    scene.forbid('prod')
    timeline.ran('promote-runtime-pin (prod)', await promote('prod', second), {
      green: false,
      reason: 'token-refused',
    })
    timeline.ran('promote-runtime-pin (staging)', await promote('staging', second), {
      green: true,
      reason: 'promoted',
    })
    timeline.ran('verify-runtime-pin (prod)', await verify('prod', second), {
      green: false,
      reason: 'pin-differs',
    })
    timeline.ran('verify-runtime-pin (staging)', await verify('staging', second), {
      green: true,
      reason: 'pin-verified',
    })
    timeline.expect('prod serves the old image, and its run says so', pinned('prod') === first.digest)

    timeline.chapter('An old run does not bring old code back')
    timeline.did('The first run is started again')
    timeline.ran('promote-runtime-pin (staging)', await promote('staging', first), {
      green: false,
      reason: 'downgrade',
    })
    timeline.expect('staging serves the newer image', pinned('staging') === second.digest)

    timeline.chapter('Drift is found')
    scene.planes.staging.move(template, first.digest)
    timeline.did('Somebody moves the pin of staging by hand')
    timeline.ran('verify-runtime-pin (staging)', await verify('staging', second, { mode: 'drift' }), {
      green: false,
      reason: 'pin-drifted',
    })
  } finally {
    await scene.close()
  }
}

interface Build {
  readonly digest: string
  /** What started the run of that commit. */
  readonly trigger: Trigger
}

/** Starts a repository, a registry, and two control planes with a token each. */
async function setScene() {
  const [github, registry, prod, staging] = await Promise.all([
    startGitHub(),
    startRegistry(),
    startControlPlane(),
    startControlPlane(),
  ])
  const both: Readonly<Record<Name, ControlPlane>> = { prod, staging }
  const tokens: Record<Name, string> = {
    prod: prod.token({ scopes: ['read', 'promote'] }),
    staging: staging.token({ scopes: ['read', 'promote'] }),
  }
  const runtime = await github.createRepository('acme/runtime')
  let before = await runtime.commit({ branch: 'main', files: { Dockerfile: 'FROM scratch\n' } })
  const forgeToken = github.token({ permissions: { contents: 'read' } })
  const image = `${registry.address}/acme/runtime`

  const run = (
    action: string,
    plane: Name,
    { digest, trigger }: Build,
    inputs: Record<string, string> = {},
  ) =>
    runBundle(action, {
      ...trigger,
      inputs: { 'control-plane-url': both[plane].url, token: tokens[plane], template, digest, ...inputs },
      forge: github.forge,
      token: forgeToken,
      timeoutMs: 60_000,
    })

  return {
    planes: both,
    async build(message: string): Promise<Build> {
      const after = await runtime.commit({ branch: 'main', files: { 'CHANGES.md': `${message}\n` }, message })
      const trigger = await runtime.trigger.push({ branch: 'main', before, after })
      before = after
      const target = { url: registry.url, repository: 'acme/runtime', tag: 'main' }
      const labels = { 'org.opencontainers.image.revision': after }
      const { digest } = await pushImage(target, { platforms: ['linux/amd64'], labels, content: message })
      return { digest, trigger }
    },
    promote: (plane: Name, build: Build) =>
      run('promote-runtime-pin', plane, build, { image, environment: plane }),
    verify: (plane: Name, build: Build, inputs: Record<string, string> = {}) =>
      run('verify-runtime-pin', plane, build, { timeout: '3s', ...inputs }),
    pinned: (plane: Name) => both[plane].pinned(template),
    forbid(plane: Name) {
      tokens[plane] = both[plane].token({ scopes: ['read'] })
    },
    close: () => Promise.all([github.close(), registry.close(), prod.close(), staging.close()]),
  }
}
