import * as z from 'zod/mini'
import { durationPattern, readDuration } from './duration.ts'

const says = 'must be a duration above zero, such as 500ms, 90s or 1.5m'

/** Parses a duration in a file to milliseconds. */
export const durationText = z.pipe(
  z.string().check(z.regex(durationPattern, { error: says })),
  z.transform((text, context) => {
    const milliseconds = readDuration(text)
    if (milliseconds !== undefined) return milliseconds
    context.issues.push({ code: 'custom', message: says, input: text })
    return z.NEVER
  }),
)
