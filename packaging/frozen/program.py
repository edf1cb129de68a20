"""Where the frozen program starts: `credcheck` on a terminal, `credcheck-gui` without one."""

import sys
from pathlib import Path

from credcheck.__main__ import gui_main, main

if Path(sys.argv[0]).stem == "credcheck-gui":
    gui_main()
else:
    main()
