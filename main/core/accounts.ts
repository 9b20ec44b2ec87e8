import * as z from 'zod';
import { SnapshotSchema } from './quota/model.ts';
import { SessionSchema } from './session.ts';
import { printable } from './text/printable.ts';

/** The account that was there before there could be others. It is never removed. */
export const firstAccountId = 'first';

/** Also the name of a folder, so it may not hold anything that leads elsewhere. */
export const AccountIdSchema = z.union([z.literal(firstAccountId), z.string().regex(/^[0-9a-f]{8}$/)]);
export type AccountId = z.infer<typeof AccountIdSchema>;

/** More would make the service, the screen and the user wait for numbers that nobody compares. */
export const mostAccounts = 5;
/** In characters, of which some are two units of a text. */
const longestAccountName = 30;

export const AccountLabelSchema = z.strictObject({
  id: AccountIdSchema,
  /** By which it is called as long as the user gave it no name: "Account 2". */
  number: z.number().int().min(1),
  /** Given by the user; null: none. */
  name: z
    .string()
    .min(1)
    .max(2 * longestAccountName)
    .nullable(),
});
export type AccountLabel = Readonly<z.infer<typeof AccountLabelSchema>>;

/** An account that Qwen Code does not use, with what is known of it. */
const OtherAccountSchema = AccountLabelSchema.extend({ session: SessionSchema, snapshot: SnapshotSchema });
export type OtherAccount = Readonly<z.infer<typeof OtherAccountSchema>>;

/** All accounts, but for what is known of the one that Qwen Code uses: verdict, tray and history speak of it alone. */
export const AccountsSchema = z.strictObject({
  chosen: AccountLabelSchema,
  /** In the order of their numbers. */
  others: z.array(OtherAccountSchema).readonly(),
  /** The sign-in of one that is being added; null: none is. */
  adding: SessionSchema.nullable(),
  canAdd: z.boolean(),
});
export type Accounts = Readonly<z.infer<typeof AccountsSchema>>;

/** A name as it is kept: on one line, without spaces around it, not too long; null: nothing is left of it. */
export function accountName(text: string): string | null {
  const name = Array.from(printable(text.trim())).slice(0, longestAccountName).join('').trim();
  return name === '' ? null : name;
}
