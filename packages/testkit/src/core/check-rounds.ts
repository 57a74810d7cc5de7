import type { Host } from './host.ts'

/** Milliseconds without a request after which a batch is taken for whole. */
const patience = [300, 3_000, 10_000]

/**
 * Runs a check that counts rounds while the host gathers. A busy machine may take longer between two requests of one
 * batch, and then there seem to be more rounds; requests that do wait for one another stay apart however long the host
 * waits. So a check that fails is repeated with a host that waits longer, in a world of its own.
 * @throws the error of the last check
 */
export async function checkRounds(
  host: Pick<Host, 'gather'>,
  check: () => Promise<void>,
  waits: readonly number[] = patience,
): Promise<void> {
  const [quiet = 0, ...longer] = waits
  host.gather = quiet
  try {
    await check()
  } catch (error) {
    if (longer.length === 0) throw error
    await checkRounds(host, check, longer)
  } finally {
    host.gather = 0
  }
}
