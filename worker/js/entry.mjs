// The edge worker's entry in workerd. It decides nothing: the Go gateway says
// what each request is answered with, execute.mjs does it.
import { serve } from "./execute.mjs";

export { UserCell } from "./cell.mjs";

export default { fetch: serve };
