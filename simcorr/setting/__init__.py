"""One's own setting: ten numbers of a country or corridor, and how much they narrow the answer."""

from simcorr.setting.narrowing import Narrowing
from simcorr.setting.setting import Setting, is_sheet, load_setting
from simcorr.setting.sheet import write_sheet

__all__ = ["Narrowing", "Setting", "is_sheet", "load_setting", "write_sheet"]
