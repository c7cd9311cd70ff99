import { backendSuite } from "./suite/backend-suite.ts";
import { memoryWorld } from "./suite/memory-world.ts";

backendSuite(memoryWorld);
