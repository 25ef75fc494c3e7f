/** A page that needs nothing but steppers. */

import { wireSteppers } from "../lib/stepper.js";

wireSteppers(document);
