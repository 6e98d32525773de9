/** A person cannot do this in Slack: there is no such button, or a dialog stands in the way. */
export class Cannot extends Error {}
