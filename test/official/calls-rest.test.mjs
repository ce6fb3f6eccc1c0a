// Every call group with realtime off: the client opens no socket.
import { everyCall } from "./calls.mjs";

everyCall({ live: false });
