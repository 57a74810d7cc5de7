import type { Outcome, Run } from '@suite/runner'
import { fixFor } from './advice.ts'
import { apply } from './apply.ts'
import { conclude } from './conclude.ts'
import type { contract } from './contract.ts'
import { decide } from './decide.ts'
import { gather } from './gather.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'
import { headlineOf, observedOf, pinnedNow, type Story, storyOf, summaryOf } from './report.ts'

/** Moves a pin if the decision allows it, and passes only after it read the pin back. */
export async function promoteRuntimePin(run: Run<Inputs>, ports: Ports): Promise<Outcome<typeof contract>> {
  const { inputs } = run
  const facts = await gather(inputs, ports)
  const plan = decide(facts, {
    digest: inputs.digest,
    expectedPrevious: inputs['expected-previous'],
    allowDowngrade: inputs['allow-downgrade'],
  })
  const done = await apply(run, ports, plan, facts)
  const conclusion = conclude(plan, done)
  const story: Story = { inputs, plane: ports.plane.name, facts, done, conclusion }
  const { attempts, staleReads } = 'result' in done ? done.result : { attempts: 0, staleReads: 0 }
  const { path, digest: evidenceDigest } = await ports.keep({
    ...conclusion,
    subject: {
      'control-plane': ports.plane.name,
      environment: inputs.environment ?? '',
      template: inputs.template,
      region: inputs.region,
    },
    observed: observedOf(story),
    circumstances: { attempts, staleReads },
  })
  const fix = fixFor(conclusion, facts, done, inputs.digest)
  return {
    ...conclusion,
    ...(fix !== undefined && { fix }),
    headline: headlineOf(story),
    story: storyOf(story),
    summary: summaryOf(story),
    showsWrites: true,
    annotations: [],
    outputs: {
      promoted: conclusion.reason === 'promoted',
      digest: pinnedNow(story) ?? '',
      'previous-digest': facts.pinned ?? '',
      attempts,
      'evidence-path': path,
      'evidence-digest': evidenceDigest,
    },
  }
}
