/** The services' own words for the state of a plan or of a free-tier model, in whatever case. */

const active = /^(valid|normal|active)$/i;
const over = /expire|release|invalid|close|cancel|refund|terminat/i;
const halted = /stop|frozen/i;

/** The services' words for "all is well". */
export const isActive = (status: string | null): boolean => status !== null && active.test(status.trim());

/** The plan has ended for good. An unknown word is not over. */
export const isOver = (status: string | null): boolean => status !== null && over.test(status);

/** The plan is over or was stopped: whatever its windows say, they limit nothing now. */
export const givesNothing = (status: string | null): boolean => isOver(status) || halted.test(status ?? '');
