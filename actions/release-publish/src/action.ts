import type { Outcome, Run } from '@suite/runner'
import { describeWrite } from './apply.ts'
import { concludeDryRun, concludePublished, concludeRefusal } from './conclude.ts'
import { confirmLast } from './confirm-last.ts'
import type { contract } from './contract.ts'
import { converge } from './converge.ts'
import { finishNotes } from './finish.ts'
import { gather } from './gather.ts'
import { readImmutability } from './immutability.ts'
import type { Inputs } from './inputs.ts'
import { lookAtAll } from './look.ts'
import { describeDownloads, type Found } from './notes/section.ts'
import type { Ports } from './ports.ts'
import { planAll } from './simulate.ts'

type Contract = typeof contract

/** Publishes a release, and passes only after it read everything back. */
export async function publishRelease(run: Run<Inputs>, ports: Ports): Promise<Outcome<Contract>> {
  const { inputs, writes } = run
  const { wanted, checked, place, story } = await gather(run, ports)
  const looking = {
    wanted,
    known: new Set<number>(),
    removed: new Set<number>(),
    digests: new Map<number, string>(),
    asksLatest: wanted.makeLatest !== 'legacy',
  }
  const seen = await lookAtAll(ports.releases, looking)
  if (writes.dryRun) {
    const plan = planAll(wanted, seen)
    for (const write of plan.writes)
      await writes.perform(describeWrite(wanted, write), () =>
        Promise.reject(new Error('a dry run writes nothing')),
      )
    return concludeDryRun({ wanted, seen, story }, plan)
  }
  const ended = await converge(run, ports, wanted, checked.source, { seen, looking })
  if (ended.refusal !== undefined) return concludeRefusal({ wanted, seen: ended.seen, story }, ended.refusal)

  const immutability = await readImmutability(ports, wanted, ended, inputs.immutable === 'require')
  const found: Found = {
    bundle: ended.seen.assets.some(({ name }) => name === wanted.bundle) ? wanted.bundle : undefined,
    isAttestedRelease: immutability.lacks?.length === 0,
  }
  const section = describeDownloads(checked.manifest, place, found)
  const finished = await finishNotes(run, ports, ended.release, immutability.read, section)
  const last = await confirmLast(ports, looking, ended, finished.release)
  const read = {
    ...{ wanted, seen: last.seen },
    story: finished.left === undefined ? story : [...story, finished.left],
  }
  if (last.refusal !== undefined) return concludeRefusal(read, last.refusal)
  return concludePublished(read, { ...last, immutability, isRequired: inputs.immutable === 'require' })
}
