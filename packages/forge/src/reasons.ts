import { forgeRestReasons } from '@suite/forge-rest/reasons'
import { gitReasons } from '@suite/git/reasons'

/** How a run can end that asks a forge for changes, pull requests or labels, besides by its own reasons. */
export const forgeReasons = { ...gitReasons, ...forgeRestReasons }
