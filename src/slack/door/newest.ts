/** Which deed is the newest in each modal: only that one may draw over what another has drawn there meanwhile. */
export class Newest {
  private readonly last = new Map<string, object>()

  /** Null for what happens in no modal: nothing stands in its way. */
  begin(viewId: string | null, deed: object): void {
    if (viewId) this.last.set(viewId, deed)
  }

  is = (viewId: string, deed: object): boolean => this.last.get(viewId) === deed

  end(viewId: string | null, deed: object): void {
    if (viewId && this.is(viewId, deed)) this.last.delete(viewId)
  }
}
