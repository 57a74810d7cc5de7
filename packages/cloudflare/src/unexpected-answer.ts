import { commonReasons, OutsideError } from '@suite/errors'
import type { z } from 'zod/mini'

/** An answer that reads like none of Cloudflare's. Whoever asked for a write does not know what became of it. */
export class UnexpectedAnswer extends OutsideError {
  readonly ambiguous: boolean

  /**
   * @param to completes "could not …"
   * @param route as `GET /zones/{zone}/workers/routes`
   */
  constructor({ to, route }: { readonly to: string; readonly route: string }, { issues }: z.core.$ZodError) {
    const [issue] = issues
    const ambiguous = !route.startsWith('GET ')
    const where = issue?.path.join('.') || 'as a whole'
    const doubt = ambiguous ? '; it is not known whether the request took effect' : ''
    super(
      commonReasons['outside-failed'],
      `could not ${to}: the answer to ${route} is not of the shape that Cloudflare documents (${where}: ${issue?.message})${doubt}`,
      ambiguous
        ? 'Look at what is there now before running again: the request may have been carried out.'
        : 'Run again; if it stays so, something between the runner and Cloudflare alters its answers.',
    )
    this.ambiguous = ambiguous
  }
}
