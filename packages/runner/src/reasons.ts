import { httpReasons } from '@suite/http/reasons'

/** How any run can end that the runner carries out, besides by the reasons that every action has. */
export const runnerReasons = { ...httpReasons }
