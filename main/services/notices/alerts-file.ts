import * as z from 'zod';
import { noticeMemoryFields } from '../../core/notices/memory.ts';
import { KeptSnoozesSchema } from '../../core/notices/snooze.ts';
import { NoticeSubjectSchema } from '../../core/notices/subject.ts';

const PendingNoticeSchema = z.strictObject({
  tag: z.string(),
  subject: NoticeSubjectSchema,
  /** When the notice stops being true by itself; left out: it does not. */
  untilMs: z.number().optional(),
  /** It waits until the quiet hours end; left out: the system failed to show it. */
  isHeld: z.literal(true).optional(),
});
/** A notice that the system has not shown. */
export type PendingNotice = Readonly<z.infer<typeof PendingNoticeSchema>>;

const OlderFileSchema = z.object({
  version: z.literal(1),
  remembered: z.unknown(),
  pending: z.array(
    z.strictObject({ tag: z.string(), title: z.string(), body: z.string(), untilMs: z.number().optional() }),
  ),
});

/** The first version kept the texts of pending notices, and knew no snoozes. */
function upgraded(content: unknown): unknown {
  const older = OlderFileSchema.safeParse(content);
  if (!older.success) return content;
  const pending = older.data.pending.map(({ tag, title, body, ...rest }) => ({
    tag,
    subject: { kind: 'text', title, body },
    ...rest,
  }));
  return { version: 2, remembered: older.data.remembered, snoozes: [], episodes: [], planEnds: [], pending };
}

export const AlertsFileSchema = z.preprocess(
  upgraded,
  z.strictObject({
    version: z.literal(2),
    ...noticeMemoryFields,
    snoozes: KeptSnoozesSchema,
    pending: z.array(PendingNoticeSchema).readonly(),
  }),
);
export type AlertsFile = z.infer<typeof AlertsFileSchema>;
