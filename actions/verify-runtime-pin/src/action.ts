import { digestsOf, watchPin } from '@suite/control-plane'
import type { Outcome, Run } from '@suite/runner'
import { fixFor } from './advice.ts'
import type { contract } from './contract.ts'
import { decide, rowTermsOf } from './decide.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'
import { readTerms } from './read-terms.ts'
import { headlineOf, observedOf, type Story, storyOf, summaryOf } from './report.ts'

/** Reads a pin until the reads prove the digest, or the time is over. */
export async function verifyRuntimePin(
  { inputs, environment, now }: Run<Inputs>,
  ports: Ports,
): Promise<Outcome<typeof contract>> {
  const { plane } = ports
  const terms = await readTerms(inputs, environment.workspace, ports, now())
  const readings = await watchPin(plane.read, ports.patience, rowTermsOf(terms))
  const decision = decide(readings, terms)
  const story: Story = { inputs, plane: plane.name, terms, readings, decision }
  const { path, digest } = await ports.keep({
    ...decision,
    subject: { 'control-plane': plane.name, template: inputs.template, region: inputs.region },
    observed: observedOf(story),
    circumstances: { reads: readings.length },
  })
  const fix = fixFor(decision, readings, terms)
  return {
    ...decision,
    ...(fix !== undefined && { fix }),
    headline: headlineOf(story),
    story: storyOf(story),
    summary: summaryOf(story),
    annotations: [],
    outputs: {
      'actual-digest': digestsOf(readings).at(-1) ?? '',
      reads: readings.length,
      'evidence-path': path,
      'evidence-digest': digest,
    },
  }
}
