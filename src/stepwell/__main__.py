import sys

from stepwell.cli.main import main

sys.exit(main())
