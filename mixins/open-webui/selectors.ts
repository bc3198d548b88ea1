/** What people ask of Open WebUI: its API, not the pages' files, probes, or the long polls of its socket. */
export const API = 'http_route=~"/(?:api|ollama|openai)/.+"';

/** Of those what waits for a model, or moves one: as long as that takes. */
export const WAITS =
  'http_route!~".*(?:/chat|/chat/.*|(?:completion|message|response|embed|generat|task|image|audio|retrieval|pull|push|model).*)"';

/** Requests that Open WebUI failed. */
export const FAILED = 'http_response_status_code=~"5.."';

/** Calls that a server failed, or that did not reach it and so have no status. */
export const CALL_FAILED = 'http_response_status_code=~"5..|"';
