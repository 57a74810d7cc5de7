import { commonReasons } from '@suite/errors'
import { type Advice, adviseOnStranger, adviseToRepeat, type Refused } from '@suite/rest'

/** Returns what to do about a refusal other than 403. Each forge has its own words for 403. */
export function adviseOnRefusal(forge: string, { status, complaints, permission }: Refused): Advice {
  if (complaints.length === 0) return adviseOnStranger(forge)
  if (status === 401)
    return {
      reason: commonReasons['permission-missing'],
      fix: 'The token is wrong or has expired. The default, the token of the job, is right for most uses; it expires with the job.',
    }
  if (status === 404)
    return {
      reason: commonReasons['permission-missing'],
      fix: `It does not exist, or is hidden from the token, which needs \`${permission}\`: ${forge} gives the same answer for both.`,
    }
  return adviseToRepeat(forge)
}
