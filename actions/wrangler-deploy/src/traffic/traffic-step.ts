import { defineKind } from '@suite/contract'
import { readPercent } from '@suite/contract/grammar'

/** A share of traffic in percent. Cloudflare takes no finer shares than hundredths. */
export const trafficStep = defineKind(
  'percent',
  'a percentage from 0 to 100, with up to two decimals',
  { type: 'string' },
  (text) => {
    const value = readPercent(text)
    return value !== undefined && Number(value.toFixed(2)) === value
      ? { value }
      : { problem: 'must be a percentage from 0 to 100, with up to two decimals' }
  },
)
