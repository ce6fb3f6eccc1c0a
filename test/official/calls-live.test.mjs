// Every call group with realtime on: the client is connected to the broker.
import { everyCall } from "./calls.mjs";

everyCall({ live: true });
