import * as z from 'zod/mini'
import { fullReportSchema, trendSchema } from './report-schema.ts'

/** Schemas of the files that the action writes, by the name of the file that is published next to it. */
export const schemas = {
  'coverage-report.schema.json': {
    ...z.toJSONSchema(fullReportSchema),
    title: 'What the tests run of a change',
  },
  'coverage-trend.schema.json': {
    ...z.toJSONSchema(trendSchema),
    title: 'How coverage changes over time',
  },
}
