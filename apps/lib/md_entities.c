/*
 * The named character references of HTML (13.5 of its standard), those that
 * end with a semicolon.
 *
 * A string for each first letter, which is left out: records of a name, a
 * blank, what it stands for in UTF-8, and a NUL, in the order of the names.
 * Few pointers, so that little is to be relocated when a program starts.
 */
#include "apps/lib/md_entities.h"

#include <string.h>

static const char names_A[] =
	"Elig \303\206\0MP &\0acute \303\201\0breve \304\202\0circ \303\202\0"
	"cy \320\220\0fr \360\235\224\204\0grave \303\200\0lpha \316\221\0"
	"macr \304\200\0nd \342\251\223\0ogon \304\204\0opf \360\235\224\270\0"
	"pplyFunction \342\201\241\0ring \303\205\0scr \360\235\222\234\0"
	"ssign \342\211\224\0tilde \303\203\0uml \303\204";
static const char names_B[] =
	"ackslash \342\210\226\0arv \342\253\247\0arwed \342\214\206\0"
	"cy \320\221\0ecause \342\210\265\0ernoullis \342\204\254\0"
	"eta \316\222\0fr \360\235\224\205\0opf \360\235\224\271\0"
	"reve \313\230\0scr \342\204\254\0umpeq \342\211\216";
static const char names_C[] =
	"Hcy \320\247\0OPY \302\251\0acute \304\206\0ap \342\213\222\0"
	"apitalDifferentialD \342\205\205\0ayleys \342\204\255\0"
	"caron \304\214\0cedil \303\207\0circ \304\210\0conint \342\210\260\0"
	"dot \304\212\0edilla \302\270\0enterDot \302\267\0fr \342\204\255\0"
	"hi \316\247\0ircleDot \342\212\231\0ircleMinus \342\212\226\0"
	"irclePlus \342\212\225\0ircleTimes \342\212\227\0"
	"lockwiseContourIntegral \342\210\262\0"
	"loseCurlyDoubleQuote \342\200\235\0loseCurlyQuote \342\200\231\0"
	"olon \342\210\267\0olone \342\251\264\0ongruent \342\211\241\0"
	"onint \342\210\257\0ontourIntegral \342\210\256\0opf \342\204\202\0"
	"oproduct \342\210\220\0ounterClockwiseContourIntegral \342\210\263\0"
	"ross \342\250\257\0scr \360\235\222\236\0up \342\213\223\0"
	"upCap \342\211\215";
static const char names_D[] =
	"D \342\205\205\0Dotrahd \342\244\221\0Jcy \320\202\0Scy \320\205\0"
	"Zcy \320\217\0agger \342\200\241\0arr \342\206\241\0"
	"ashv \342\253\244\0caron \304\216\0cy \320\224\0el \342\210\207\0"
	"elta \316\224\0fr \360\235\224\207\0iacriticalAcute \302\264\0"
	"iacriticalDot \313\231\0iacriticalDoubleAcute \313\235\0"
	"iacriticalGrave `\0iacriticalTilde \313\234\0iamond \342\213\204\0"
	"ifferentialD \342\205\206\0opf \360\235\224\273\0ot \302\250\0"
	"otDot \342\203\234\0otEqual \342\211\220\0"
	"oubleContourIntegral \342\210\257\0oubleDot \302\250\0"
	"oubleDownArrow \342\207\223\0oubleLeftArrow \342\207\220\0"
	"oubleLeftRightArrow \342\207\224\0oubleLeftTee \342\253\244\0"
	"oubleLongLeftArrow \342\237\270\0"
	"oubleLongLeftRightArrow \342\237\272\0"
	"oubleLongRightArrow \342\237\271\0oubleRightArrow \342\207\222\0"
	"oubleRightTee \342\212\250\0oubleUpArrow \342\207\221\0"
	"oubleUpDownArrow \342\207\225\0oubleVerticalBar \342\210\245\0"
	"ownArrow \342\206\223\0ownArrowBar \342\244\223\0"
	"ownArrowUpArrow \342\207\265\0ownBreve \314\221\0"
	"ownLeftRightVector \342\245\220\0ownLeftTeeVector \342\245\236\0"
	"ownLeftVector \342\206\275\0ownLeftVectorBar \342\245\226\0"
	"ownRightTeeVector \342\245\237\0ownRightVector \342\207\201\0"
	"ownRightVectorBar \342\245\227\0ownTee \342\212\244\0"
	"ownTeeArrow \342\206\247\0ownarrow \342\207\223\0"
	"scr \360\235\222\237\0strok \304\220";
static const char names_E[] =
	"NG \305\212\0TH \303\220\0acute \303\211\0caron \304\232\0"
	"circ \303\212\0cy \320\255\0dot \304\226\0fr \360\235\224\210\0"
	"grave \303\210\0lement \342\210\210\0macr \304\222\0"
	"mptySmallSquare \342\227\273\0mptyVerySmallSquare \342\226\253\0"
	"ogon \304\230\0opf \360\235\224\274\0psilon \316\225\0"
	"qual \342\251\265\0qualTilde \342\211\202\0quilibrium \342\207\214\0"
	"scr \342\204\260\0sim \342\251\263\0ta \316\227\0uml \303\213\0"
	"xists \342\210\203\0xponentialE \342\205\207";
static const char names_F[] =
	"cy \320\244\0fr \360\235\224\211\0illedSmallSquare \342\227\274\0"
	"illedVerySmallSquare \342\226\252\0opf \360\235\224\275\0"
	"orAll \342\210\200\0ouriertrf \342\204\261\0scr \342\204\261";
static const char names_G[] =
	"Jcy \320\203\0T >\0amma \316\223\0ammad \317\234\0breve \304\236\0"
	"cedil \304\242\0circ \304\234\0cy \320\223\0dot \304\240\0"
	"fr \360\235\224\212\0g \342\213\231\0opf \360\235\224\276\0"
	"reaterEqual \342\211\245\0reaterEqualLess \342\213\233\0"
	"reaterFullEqual \342\211\247\0reaterGreater \342\252\242\0"
	"reaterLess \342\211\267\0reaterSlantEqual \342\251\276\0"
	"reaterTilde \342\211\263\0scr \360\235\222\242\0t \342\211\253";
static const char names_H[] =
	"ARDcy \320\252\0acek \313\207\0at ^\0circ \304\244\0fr \342\204\214\0"
	"ilbertSpace \342\204\213\0opf \342\204\215\0"
	"orizontalLine \342\224\200\0scr \342\204\213\0strok \304\246\0"
	"umpDownHump \342\211\216\0umpEqual \342\211\217";
static const char names_I[] =
	"Ecy \320\225\0Jlig \304\262\0Ocy \320\201\0acute \303\215\0"
	"circ \303\216\0cy \320\230\0dot \304\260\0fr \342\204\221\0"
	"grave \303\214\0m \342\204\221\0macr \304\252\0"
	"maginaryI \342\205\210\0mplies \342\207\222\0nt \342\210\254\0"
	"ntegral \342\210\253\0ntersection \342\213\202\0"
	"nvisibleComma \342\201\243\0nvisibleTimes \342\201\242\0"
	"ogon \304\256\0opf \360\235\225\200\0ota \316\231\0scr \342\204\220\0"
	"tilde \304\250\0ukcy \320\206\0uml \303\217";
static const char names_J[] =
	"circ \304\264\0cy \320\231\0fr \360\235\224\215\0"
	"opf \360\235\225\201\0scr \360\235\222\245\0sercy \320\210\0"
	"ukcy \320\204";
static const char names_K[] =
	"Hcy \320\245\0Jcy \320\214\0appa \316\232\0cedil \304\266\0"
	"cy \320\232\0fr \360\235\224\216\0opf \360\235\225\202\0"
	"scr \360\235\222\246";
static const char names_L[] =
	"Jcy \320\211\0T <\0acute \304\271\0ambda \316\233\0ang \342\237\252\0"
	"aplacetrf \342\204\222\0arr \342\206\236\0caron \304\275\0"
	"cedil \304\273\0cy \320\233\0eftAngleBracket \342\237\250\0"
	"eftArrow \342\206\220\0eftArrowBar \342\207\244\0"
	"eftArrowRightArrow \342\207\206\0eftCeiling \342\214\210\0"
	"eftDoubleBracket \342\237\246\0eftDownTeeVector \342\245\241\0"
	"eftDownVector \342\207\203\0eftDownVectorBar \342\245\231\0"
	"eftFloor \342\214\212\0eftRightArrow \342\206\224\0"
	"eftRightVector \342\245\216\0eftTee \342\212\243\0"
	"eftTeeArrow \342\206\244\0eftTeeVector \342\245\232\0"
	"eftTriangle \342\212\262\0eftTriangleBar \342\247\217\0"
	"eftTriangleEqual \342\212\264\0eftUpDownVector \342\245\221\0"
	"eftUpTeeVector \342\245\240\0eftUpVector \342\206\277\0"
	"eftUpVectorBar \342\245\230\0eftVector \342\206\274\0"
	"eftVectorBar \342\245\222\0eftarrow \342\207\220\0"
	"eftrightarrow \342\207\224\0essEqualGreater \342\213\232\0"
	"essFullEqual \342\211\246\0essGreater \342\211\266\0"
	"essLess \342\252\241\0essSlantEqual \342\251\275\0"
	"essTilde \342\211\262\0fr \360\235\224\217\0l \342\213\230\0"
	"leftarrow \342\207\232\0midot \304\277\0ongLeftArrow \342\237\265\0"
	"ongLeftRightArrow \342\237\267\0ongRightArrow \342\237\266\0"
	"ongleftarrow \342\237\270\0ongleftrightarrow \342\237\272\0"
	"ongrightarrow \342\237\271\0opf \360\235\225\203\0"
	"owerLeftArrow \342\206\231\0owerRightArrow \342\206\230\0"
	"scr \342\204\222\0sh \342\206\260\0strok \305\201\0t \342\211\252";
static const char names_M[] =
	"ap \342\244\205\0cy \320\234\0ediumSpace \342\201\237\0"
	"ellintrf \342\204\263\0fr \360\235\224\220\0inusPlus \342\210\223\0"
	"opf \360\235\225\204\0scr \342\204\263\0u \316\234";
static const char names_N[] =
	"Jcy \320\212\0acute \305\203\0caron \305\207\0cedil \305\205\0"
	"cy \320\235\0egativeMediumSpace \342\200\213\0"
	"egativeThickSpace \342\200\213\0egativeThinSpace \342\200\213\0"
	"egativeVeryThinSpace \342\200\213\0estedGreaterGreater \342\211\253\0"
	"estedLessLess \342\211\252\0ewLine \012\0fr \360\235\224\221\0"
	"oBreak \342\201\240\0onBreakingSpace \302\240\0opf \342\204\225\0"
	"ot \342\253\254\0otCongruent \342\211\242\0otCupCap \342\211\255\0"
	"otDoubleVerticalBar \342\210\246\0otElement \342\210\211\0"
	"otEqual \342\211\240\0otEqualTilde \342\211\202\314\270\0"
	"otExists \342\210\204\0otGreater \342\211\257\0"
	"otGreaterEqual \342\211\261\0otGreaterFullEqual \342\211\247\314\270\0"
	"otGreaterGreater \342\211\253\314\270\0otGreaterLess \342\211\271\0"
	"otGreaterSlantEqual \342\251\276\314\270\0"
	"otGreaterTilde \342\211\265\0otHumpDownHump \342\211\216\314\270\0"
	"otHumpEqual \342\211\217\314\270\0otLeftTriangle \342\213\252\0"
	"otLeftTriangleBar \342\247\217\314\270\0"
	"otLeftTriangleEqual \342\213\254\0otLess \342\211\256\0"
	"otLessEqual \342\211\260\0otLessGreater \342\211\270\0"
	"otLessLess \342\211\252\314\270\0"
	"otLessSlantEqual \342\251\275\314\270\0otLessTilde \342\211\264\0"
	"otNestedGreaterGreater \342\252\242\314\270\0"
	"otNestedLessLess \342\252\241\314\270\0otPrecedes \342\212\200\0"
	"otPrecedesEqual \342\252\257\314\270\0"
	"otPrecedesSlantEqual \342\213\240\0otReverseElement \342\210\214\0"
	"otRightTriangle \342\213\253\0"
	"otRightTriangleBar \342\247\220\314\270\0"
	"otRightTriangleEqual \342\213\255\0"
	"otSquareSubset \342\212\217\314\270\0"
	"otSquareSubsetEqual \342\213\242\0"
	"otSquareSuperset \342\212\220\314\270\0"
	"otSquareSupersetEqual \342\213\243\0"
	"otSubset \342\212\202\342\203\222\0otSubsetEqual \342\212\210\0"
	"otSucceeds \342\212\201\0otSucceedsEqual \342\252\260\314\270\0"
	"otSucceedsSlantEqual \342\213\241\0"
	"otSucceedsTilde \342\211\277\314\270\0"
	"otSuperset \342\212\203\342\203\222\0otSupersetEqual \342\212\211\0"
	"otTilde \342\211\201\0otTildeEqual \342\211\204\0"
	"otTildeFullEqual \342\211\207\0otTildeTilde \342\211\211\0"
	"otVerticalBar \342\210\244\0scr \360\235\222\251\0tilde \303\221\0"
	"u \316\235";
static const char names_O[] =
	"Elig \305\222\0acute \303\223\0circ \303\224\0cy \320\236\0"
	"dblac \305\220\0fr \360\235\224\222\0grave \303\222\0macr \305\214\0"
	"mega \316\251\0micron \316\237\0opf \360\235\225\206\0"
	"penCurlyDoubleQuote \342\200\234\0penCurlyQuote \342\200\230\0"
	"r \342\251\224\0scr \360\235\222\252\0slash \303\230\0tilde \303\225\0"
	"times \342\250\267\0uml \303\226\0verBar \342\200\276\0"
	"verBrace \342\217\236\0verBracket \342\216\264\0"
	"verParenthesis \342\217\234";
static const char names_P[] =
	"artialD \342\210\202\0cy \320\237\0fr \360\235\224\223\0hi \316\246\0"
	"i \316\240\0lusMinus \302\261\0oincareplane \342\204\214\0"
	"opf \342\204\231\0r \342\252\273\0recedes \342\211\272\0"
	"recedesEqual \342\252\257\0recedesSlantEqual \342\211\274\0"
	"recedesTilde \342\211\276\0rime \342\200\263\0roduct \342\210\217\0"
	"roportion \342\210\267\0roportional \342\210\235\0"
	"scr \360\235\222\253\0si \316\250";
static const char names_Q[] =
	"UOT \042\0fr \360\235\224\224\0opf \342\204\232\0"
	"scr \360\235\222\254";
static const char names_R[] =
	"Barr \342\244\220\0EG \302\256\0acute \305\224\0ang \342\237\253\0"
	"arr \342\206\240\0arrtl \342\244\226\0caron \305\230\0cedil \305\226\0"
	"cy \320\240\0e \342\204\234\0everseElement \342\210\213\0"
	"everseEquilibrium \342\207\213\0everseUpEquilibrium \342\245\257\0"
	"fr \342\204\234\0ho \316\241\0ightAngleBracket \342\237\251\0"
	"ightArrow \342\206\222\0ightArrowBar \342\207\245\0"
	"ightArrowLeftArrow \342\207\204\0ightCeiling \342\214\211\0"
	"ightDoubleBracket \342\237\247\0ightDownTeeVector \342\245\235\0"
	"ightDownVector \342\207\202\0ightDownVectorBar \342\245\225\0"
	"ightFloor \342\214\213\0ightTee \342\212\242\0"
	"ightTeeArrow \342\206\246\0ightTeeVector \342\245\233\0"
	"ightTriangle \342\212\263\0ightTriangleBar \342\247\220\0"
	"ightTriangleEqual \342\212\265\0ightUpDownVector \342\245\217\0"
	"ightUpTeeVector \342\245\234\0ightUpVector \342\206\276\0"
	"ightUpVectorBar \342\245\224\0ightVector \342\207\200\0"
	"ightVectorBar \342\245\223\0ightarrow \342\207\222\0opf \342\204\235\0"
	"oundImplies \342\245\260\0rightarrow \342\207\233\0scr \342\204\233\0"
	"sh \342\206\261\0uleDelayed \342\247\264";
static const char names_S[] =
	"HCHcy \320\251\0Hcy \320\250\0OFTcy \320\254\0acute \305\232\0"
	"c \342\252\274\0caron \305\240\0cedil \305\236\0circ \305\234\0"
	"cy \320\241\0fr \360\235\224\226\0hortDownArrow \342\206\223\0"
	"hortLeftArrow \342\206\220\0hortRightArrow \342\206\222\0"
	"hortUpArrow \342\206\221\0igma \316\243\0mallCircle \342\210\230\0"
	"opf \360\235\225\212\0qrt \342\210\232\0quare \342\226\241\0"
	"quareIntersection \342\212\223\0quareSubset \342\212\217\0"
	"quareSubsetEqual \342\212\221\0quareSuperset \342\212\220\0"
	"quareSupersetEqual \342\212\222\0quareUnion \342\212\224\0"
	"scr \360\235\222\256\0tar \342\213\206\0ub \342\213\220\0"
	"ubset \342\213\220\0ubsetEqual \342\212\206\0ucceeds \342\211\273\0"
	"ucceedsEqual \342\252\260\0ucceedsSlantEqual \342\211\275\0"
	"ucceedsTilde \342\211\277\0uchThat \342\210\213\0um \342\210\221\0"
	"up \342\213\221\0uperset \342\212\203\0upersetEqual \342\212\207\0"
	"upset \342\213\221";
static const char names_T[] =
	"HORN \303\236\0RADE \342\204\242\0SHcy \320\213\0Scy \320\246\0"
	"ab \011\0au \316\244\0caron \305\244\0cedil \305\242\0cy \320\242\0"
	"fr \360\235\224\227\0herefore \342\210\264\0heta \316\230\0"
	"hickSpace \342\201\237\342\200\212\0hinSpace \342\200\211\0"
	"ilde \342\210\274\0ildeEqual \342\211\203\0"
	"ildeFullEqual \342\211\205\0ildeTilde \342\211\210\0"
	"opf \360\235\225\213\0ripleDot \342\203\233\0scr \360\235\222\257\0"
	"strok \305\246";
static const char names_U[] =
	"acute \303\232\0arr \342\206\237\0arrocir \342\245\211\0"
	"brcy \320\216\0breve \305\254\0circ \303\233\0cy \320\243\0"
	"dblac \305\260\0fr \360\235\224\230\0grave \303\231\0macr \305\252\0"
	"nderBar _\0nderBrace \342\217\237\0nderBracket \342\216\265\0"
	"nderParenthesis \342\217\235\0nion \342\213\203\0"
	"nionPlus \342\212\216\0ogon \305\262\0opf \360\235\225\214\0"
	"pArrow \342\206\221\0pArrowBar \342\244\222\0"
	"pArrowDownArrow \342\207\205\0pDownArrow \342\206\225\0"
	"pEquilibrium \342\245\256\0pTee \342\212\245\0pTeeArrow \342\206\245\0"
	"parrow \342\207\221\0pdownarrow \342\207\225\0"
	"pperLeftArrow \342\206\226\0pperRightArrow \342\206\227\0"
	"psi \317\222\0psilon \316\245\0ring \305\256\0scr \360\235\222\260\0"
	"tilde \305\250\0uml \303\234";
static const char names_V[] =
	"Dash \342\212\253\0bar \342\253\253\0cy \320\222\0dash \342\212\251\0"
	"dashl \342\253\246\0ee \342\213\201\0erbar \342\200\226\0"
	"ert \342\200\226\0erticalBar \342\210\243\0erticalLine |\0"
	"erticalSeparator \342\235\230\0erticalTilde \342\211\200\0"
	"eryThinSpace \342\200\212\0fr \360\235\224\231\0opf \360\235\225\215\0"
	"scr \360\235\222\261\0vdash \342\212\252";
static const char names_W[] =
	"circ \305\264\0edge \342\213\200\0fr \360\235\224\232\0"
	"opf \360\235\225\216\0scr \360\235\222\262";
static const char names_X[] =
	"fr \360\235\224\233\0i \316\236\0opf \360\235\225\217\0"
	"scr \360\235\222\263";
static const char names_Y[] =
	"Acy \320\257\0Icy \320\207\0Ucy \320\256\0acute \303\235\0"
	"circ \305\266\0cy \320\253\0fr \360\235\224\234\0"
	"opf \360\235\225\220\0scr \360\235\222\264\0uml \305\270";
static const char names_Z[] =
	"Hcy \320\226\0acute \305\271\0caron \305\275\0cy \320\227\0"
	"dot \305\273\0eroWidthSpace \342\200\213\0eta \316\226\0"
	"fr \342\204\250\0opf \342\204\244\0scr \360\235\222\265";
static const char names_a[] =
	"acute \303\241\0breve \304\203\0c \342\210\276\0"
	"cE \342\210\276\314\263\0cd \342\210\277\0circ \303\242\0"
	"cute \302\264\0cy \320\260\0elig \303\246\0f \342\201\241\0"
	"fr \360\235\224\236\0grave \303\240\0lefsym \342\204\265\0"
	"leph \342\204\265\0lpha \316\261\0macr \304\201\0malg \342\250\277\0"
	"mp &\0nd \342\210\247\0ndand \342\251\225\0ndd \342\251\234\0"
	"ndslope \342\251\230\0ndv \342\251\232\0ng \342\210\240\0"
	"nge \342\246\244\0ngle \342\210\240\0ngmsd \342\210\241\0"
	"ngmsdaa \342\246\250\0ngmsdab \342\246\251\0ngmsdac \342\246\252\0"
	"ngmsdad \342\246\253\0ngmsdae \342\246\254\0ngmsdaf \342\246\255\0"
	"ngmsdag \342\246\256\0ngmsdah \342\246\257\0ngrt \342\210\237\0"
	"ngrtvb \342\212\276\0ngrtvbd \342\246\235\0ngsph \342\210\242\0"
	"ngst \303\205\0ngzarr \342\215\274\0ogon \304\205\0"
	"opf \360\235\225\222\0p \342\211\210\0pE \342\251\260\0"
	"pacir \342\251\257\0pe \342\211\212\0pid \342\211\213\0pos '\0"
	"pprox \342\211\210\0pproxeq \342\211\212\0ring \303\245\0"
	"scr \360\235\222\266\0st *\0symp \342\211\210\0sympeq \342\211\215\0"
	"tilde \303\243\0uml \303\244\0wconint \342\210\263\0"
	"wint \342\250\221";
static const char names_b[] =
	"Not \342\253\255\0ackcong \342\211\214\0ackepsilon \317\266\0"
	"ackprime \342\200\265\0acksim \342\210\275\0acksimeq \342\213\215\0"
	"arvee \342\212\275\0arwed \342\214\205\0arwedge \342\214\205\0"
	"brk \342\216\265\0brktbrk \342\216\266\0cong \342\211\214\0"
	"cy \320\261\0dquo \342\200\236\0ecaus \342\210\265\0"
	"ecause \342\210\265\0emptyv \342\246\260\0epsi \317\266\0"
	"ernou \342\204\254\0eta \316\262\0eth \342\204\266\0"
	"etween \342\211\254\0fr \360\235\224\237\0igcap \342\213\202\0"
	"igcirc \342\227\257\0igcup \342\213\203\0igodot \342\250\200\0"
	"igoplus \342\250\201\0igotimes \342\250\202\0igsqcup \342\250\206\0"
	"igstar \342\230\205\0igtriangledown \342\226\275\0"
	"igtriangleup \342\226\263\0iguplus \342\250\204\0igvee \342\213\201\0"
	"igwedge \342\213\200\0karow \342\244\215\0lacklozenge \342\247\253\0"
	"lacksquare \342\226\252\0lacktriangle \342\226\264\0"
	"lacktriangledown \342\226\276\0lacktriangleleft \342\227\202\0"
	"lacktriangleright \342\226\270\0lank \342\220\243\0lk12 \342\226\222\0"
	"lk14 \342\226\221\0lk34 \342\226\223\0lock \342\226\210\0"
	"ne =\342\203\245\0nequiv \342\211\241\342\203\245\0not \342\214\220\0"
	"opf \360\235\225\223\0ot \342\212\245\0ottom \342\212\245\0"
	"owtie \342\213\210\0oxDL \342\225\227\0oxDR \342\225\224\0"
	"oxDl \342\225\226\0oxDr \342\225\223\0oxH \342\225\220\0"
	"oxHD \342\225\246\0oxHU \342\225\251\0oxHd \342\225\244\0"
	"oxHu \342\225\247\0oxUL \342\225\235\0oxUR \342\225\232\0"
	"oxUl \342\225\234\0oxUr \342\225\231\0oxV \342\225\221\0"
	"oxVH \342\225\254\0oxVL \342\225\243\0oxVR \342\225\240\0"
	"oxVh \342\225\253\0oxVl \342\225\242\0oxVr \342\225\237\0"
	"oxbox \342\247\211\0oxdL \342\225\225\0oxdR \342\225\222\0"
	"oxdl \342\224\220\0oxdr \342\224\214\0oxh \342\224\200\0"
	"oxhD \342\225\245\0oxhU \342\225\250\0oxhd \342\224\254\0"
	"oxhu \342\224\264\0oxminus \342\212\237\0oxplus \342\212\236\0"
	"oxtimes \342\212\240\0oxuL \342\225\233\0oxuR \342\225\230\0"
	"oxul \342\224\230\0oxur \342\224\224\0oxv \342\224\202\0"
	"oxvH \342\225\252\0oxvL \342\225\241\0oxvR \342\225\236\0"
	"oxvh \342\224\274\0oxvl \342\224\244\0oxvr \342\224\234\0"
	"prime \342\200\265\0reve \313\230\0rvbar \302\246\0"
	"scr \360\235\222\267\0semi \342\201\217\0sim \342\210\275\0"
	"sime \342\213\215\0sol \134\0solb \342\247\205\0solhsub \342\237\210\0"
	"ull \342\200\242\0ullet \342\200\242\0ump \342\211\216\0"
	"umpE \342\252\256\0umpe \342\211\217\0umpeq \342\211\217";
static const char names_c[] =
	"acute \304\207\0ap \342\210\251\0apand \342\251\204\0"
	"apbrcup \342\251\211\0apcap \342\251\213\0apcup \342\251\207\0"
	"apdot \342\251\200\0aps \342\210\251\357\270\200\0aret \342\201\201\0"
	"aron \313\207\0caps \342\251\215\0caron \304\215\0cedil \303\247\0"
	"circ \304\211\0cups \342\251\214\0cupssm \342\251\220\0dot \304\213\0"
	"edil \302\270\0emptyv \342\246\262\0ent \302\242\0enterdot \302\267\0"
	"fr \360\235\224\240\0hcy \321\207\0heck \342\234\223\0"
	"heckmark \342\234\223\0hi \317\207\0ir \342\227\213\0"
	"irE \342\247\203\0irc \313\206\0irceq \342\211\227\0"
	"irclearrowleft \342\206\272\0irclearrowright \342\206\273\0"
	"ircledR \302\256\0ircledS \342\223\210\0ircledast \342\212\233\0"
	"ircledcirc \342\212\232\0ircleddash \342\212\235\0ire \342\211\227\0"
	"irfnint \342\250\220\0irmid \342\253\257\0irscir \342\247\202\0"
	"lubs \342\231\243\0lubsuit \342\231\243\0olon :\0olone \342\211\224\0"
	"oloneq \342\211\224\0omma ,\0ommat @\0omp \342\210\201\0"
	"ompfn \342\210\230\0omplement \342\210\201\0omplexes \342\204\202\0"
	"ong \342\211\205\0ongdot \342\251\255\0onint \342\210\256\0"
	"opf \360\235\225\224\0oprod \342\210\220\0opy \302\251\0"
	"opysr \342\204\227\0rarr \342\206\265\0ross \342\234\227\0"
	"scr \360\235\222\270\0sub \342\253\217\0sube \342\253\221\0"
	"sup \342\253\220\0supe \342\253\222\0tdot \342\213\257\0"
	"udarrl \342\244\270\0udarrr \342\244\265\0uepr \342\213\236\0"
	"uesc \342\213\237\0ularr \342\206\266\0ularrp \342\244\275\0"
	"up \342\210\252\0upbrcap \342\251\210\0upcap \342\251\206\0"
	"upcup \342\251\212\0updot \342\212\215\0upor \342\251\205\0"
	"ups \342\210\252\357\270\200\0urarr \342\206\267\0"
	"urarrm \342\244\274\0urlyeqprec \342\213\236\0"
	"urlyeqsucc \342\213\237\0urlyvee \342\213\216\0"
	"urlywedge \342\213\217\0urren \302\244\0urvearrowleft \342\206\266\0"
	"urvearrowright \342\206\267\0uvee \342\213\216\0uwed \342\213\217\0"
	"wconint \342\210\262\0wint \342\210\261\0ylcty \342\214\255";
static const char names_d[] =
	"Arr \342\207\223\0Har \342\245\245\0agger \342\200\240\0"
	"aleth \342\204\270\0arr \342\206\223\0ash \342\200\220\0"
	"ashv \342\212\243\0bkarow \342\244\217\0blac \313\235\0"
	"caron \304\217\0cy \320\264\0d \342\205\206\0dagger \342\200\241\0"
	"darr \342\207\212\0dotseq \342\251\267\0eg \302\260\0elta \316\264\0"
	"emptyv \342\246\261\0fisht \342\245\277\0fr \360\235\224\241\0"
	"harl \342\207\203\0harr \342\207\202\0iam \342\213\204\0"
	"iamond \342\213\204\0iamondsuit \342\231\246\0iams \342\231\246\0"
	"ie \302\250\0igamma \317\235\0isin \342\213\262\0iv \303\267\0"
	"ivide \303\267\0ivideontimes \342\213\207\0ivonx \342\213\207\0"
	"jcy \321\222\0lcorn \342\214\236\0lcrop \342\214\215\0ollar $\0"
	"opf \360\235\225\225\0ot \313\231\0oteq \342\211\220\0"
	"oteqdot \342\211\221\0otminus \342\210\270\0otplus \342\210\224\0"
	"otsquare \342\212\241\0oublebarwedge \342\214\206\0"
	"ownarrow \342\206\223\0owndownarrows \342\207\212\0"
	"ownharpoonleft \342\207\203\0ownharpoonright \342\207\202\0"
	"rbkarow \342\244\220\0rcorn \342\214\237\0rcrop \342\214\214\0"
	"scr \360\235\222\271\0scy \321\225\0sol \342\247\266\0strok \304\221\0"
	"tdot \342\213\261\0tri \342\226\277\0trif \342\226\276\0"
	"uarr \342\207\265\0uhar \342\245\257\0wangle \342\246\246\0"
	"zcy \321\237\0zigrarr \342\237\277";
static const char names_e[] =
	"DDot \342\251\267\0Dot \342\211\221\0acute \303\251\0"
	"aster \342\251\256\0caron \304\233\0cir \342\211\226\0circ \303\252\0"
	"colon \342\211\225\0cy \321\215\0dot \304\227\0e \342\205\207\0"
	"fDot \342\211\222\0fr \360\235\224\242\0g \342\252\232\0"
	"grave \303\250\0gs \342\252\226\0gsdot \342\252\230\0l \342\252\231\0"
	"linters \342\217\247\0ll \342\204\223\0ls \342\252\225\0"
	"lsdot \342\252\227\0macr \304\223\0mpty \342\210\205\0"
	"mptyset \342\210\205\0mptyv \342\210\205\0msp \342\200\203\0"
	"msp13 \342\200\204\0msp14 \342\200\205\0ng \305\213\0"
	"nsp \342\200\202\0ogon \304\231\0opf \360\235\225\226\0"
	"par \342\213\225\0parsl \342\247\243\0plus \342\251\261\0"
	"psi \316\265\0psilon \316\265\0psiv \317\265\0qcirc \342\211\226\0"
	"qcolon \342\211\225\0qsim \342\211\202\0qslantgtr \342\252\226\0"
	"qslantless \342\252\225\0quals =\0quest \342\211\237\0"
	"quiv \342\211\241\0quivDD \342\251\270\0qvparsl \342\247\245\0"
	"rDot \342\211\223\0rarr \342\245\261\0scr \342\204\257\0"
	"sdot \342\211\220\0sim \342\211\202\0ta \316\267\0th \303\260\0"
	"uml \303\253\0uro \342\202\254\0xcl !\0xist \342\210\203\0"
	"xpectation \342\204\260\0xponentiale \342\205\207";
static const char names_f[] =
	"allingdotseq \342\211\222\0cy \321\204\0emale \342\231\200\0"
	"filig \357\254\203\0flig \357\254\200\0fllig \357\254\204\0"
	"fr \360\235\224\243\0ilig \357\254\201\0jlig fj\0lat \342\231\255\0"
	"llig \357\254\202\0ltns \342\226\261\0nof \306\222\0"
	"opf \360\235\225\227\0orall \342\210\200\0ork \342\213\224\0"
	"orkv \342\253\231\0partint \342\250\215\0rac12 \302\275\0"
	"rac13 \342\205\223\0rac14 \302\274\0rac15 \342\205\225\0"
	"rac16 \342\205\231\0rac18 \342\205\233\0rac23 \342\205\224\0"
	"rac25 \342\205\226\0rac34 \302\276\0rac35 \342\205\227\0"
	"rac38 \342\205\234\0rac45 \342\205\230\0rac56 \342\205\232\0"
	"rac58 \342\205\235\0rac78 \342\205\236\0rasl \342\201\204\0"
	"rown \342\214\242\0scr \360\235\222\273";
static const char names_g[] =
	"E \342\211\247\0El \342\252\214\0acute \307\265\0amma \316\263\0"
	"ammad \317\235\0ap \342\252\206\0breve \304\237\0circ \304\235\0"
	"cy \320\263\0dot \304\241\0e \342\211\245\0el \342\213\233\0"
	"eq \342\211\245\0eqq \342\211\247\0eqslant \342\251\276\0"
	"es \342\251\276\0escc \342\252\251\0esdot \342\252\200\0"
	"esdoto \342\252\202\0esdotol \342\252\204\0"
	"esl \342\213\233\357\270\200\0esles \342\252\224\0"
	"fr \360\235\224\244\0g \342\211\253\0gg \342\213\231\0"
	"imel \342\204\267\0jcy \321\223\0l \342\211\267\0lE \342\252\222\0"
	"la \342\252\245\0lj \342\252\244\0nE \342\211\251\0nap \342\252\212\0"
	"napprox \342\252\212\0ne \342\252\210\0neq \342\252\210\0"
	"neqq \342\211\251\0nsim \342\213\247\0opf \360\235\225\230\0rave `\0"
	"scr \342\204\212\0sim \342\211\263\0sime \342\252\216\0"
	"siml \342\252\220\0t >\0tcc \342\252\247\0tcir \342\251\272\0"
	"tdot \342\213\227\0tlPar \342\246\225\0tquest \342\251\274\0"
	"trapprox \342\252\206\0trarr \342\245\270\0trdot \342\213\227\0"
	"treqless \342\213\233\0treqqless \342\252\214\0trless \342\211\267\0"
	"trsim \342\211\263\0vertneqq \342\211\251\357\270\200\0"
	"vnE \342\211\251\357\270\200";
static const char names_h[] =
	"Arr \342\207\224\0airsp \342\200\212\0alf \302\275\0"
	"amilt \342\204\213\0ardcy \321\212\0arr \342\206\224\0"
	"arrcir \342\245\210\0arrw \342\206\255\0bar \342\204\217\0"
	"circ \304\245\0earts \342\231\245\0eartsuit \342\231\245\0"
	"ellip \342\200\246\0ercon \342\212\271\0fr \360\235\224\245\0"
	"ksearow \342\244\245\0kswarow \342\244\246\0oarr \342\207\277\0"
	"omtht \342\210\273\0ookleftarrow \342\206\251\0"
	"ookrightarrow \342\206\252\0opf \360\235\225\231\0orbar \342\200\225\0"
	"scr \360\235\222\275\0slash \342\204\217\0strok \304\247\0"
	"ybull \342\201\203\0yphen \342\200\220";
static const char names_i[] =
	"acute \303\255\0c \342\201\243\0circ \303\256\0cy \320\270\0"
	"ecy \320\265\0excl \302\241\0ff \342\207\224\0fr \360\235\224\246\0"
	"grave \303\254\0i \342\205\210\0iiint \342\250\214\0"
	"iint \342\210\255\0infin \342\247\234\0iota \342\204\251\0"
	"jlig \304\263\0macr \304\253\0mage \342\204\221\0"
	"magline \342\204\220\0magpart \342\204\221\0math \304\261\0"
	"mof \342\212\267\0mped \306\265\0n \342\210\210\0ncare \342\204\205\0"
	"nfin \342\210\236\0nfintie \342\247\235\0nodot \304\261\0"
	"nt \342\210\253\0ntcal \342\212\272\0ntegers \342\204\244\0"
	"ntercal \342\212\272\0ntlarhk \342\250\227\0ntprod \342\250\274\0"
	"ocy \321\221\0ogon \304\257\0opf \360\235\225\232\0ota \316\271\0"
	"prod \342\250\274\0quest \302\277\0scr \360\235\222\276\0"
	"sin \342\210\210\0sinE \342\213\271\0sindot \342\213\265\0"
	"sins \342\213\264\0sinsv \342\213\263\0sinv \342\210\210\0"
	"t \342\201\242\0tilde \304\251\0ukcy \321\226\0uml \303\257";
static const char names_j[] =
	"circ \304\265\0cy \320\271\0fr \360\235\224\247\0math \310\267\0"
	"opf \360\235\225\233\0scr \360\235\222\277\0sercy \321\230\0"
	"ukcy \321\224";
static const char names_k[] =
	"appa \316\272\0appav \317\260\0cedil \304\267\0cy \320\272\0"
	"fr \360\235\224\250\0green \304\270\0hcy \321\205\0jcy \321\234\0"
	"opf \360\235\225\234\0scr \360\235\223\200";
static const char names_l[] =
	"Aarr \342\207\232\0Arr \342\207\220\0Atail \342\244\233\0"
	"Barr \342\244\216\0E \342\211\246\0Eg \342\252\213\0Har \342\245\242\0"
	"acute \304\272\0aemptyv \342\246\264\0agran \342\204\222\0"
	"ambda \316\273\0ang \342\237\250\0angd \342\246\221\0"
	"angle \342\237\250\0ap \342\252\205\0aquo \302\253\0arr \342\206\220\0"
	"arrb \342\207\244\0arrbfs \342\244\237\0arrfs \342\244\235\0"
	"arrhk \342\206\251\0arrlp \342\206\253\0arrpl \342\244\271\0"
	"arrsim \342\245\263\0arrtl \342\206\242\0at \342\252\253\0"
	"atail \342\244\231\0ate \342\252\255\0ates \342\252\255\357\270\200\0"
	"barr \342\244\214\0bbrk \342\235\262\0brace {\0brack [\0"
	"brke \342\246\213\0brksld \342\246\217\0brkslu \342\246\215\0"
	"caron \304\276\0cedil \304\274\0ceil \342\214\210\0cub {\0"
	"cy \320\273\0dca \342\244\266\0dquo \342\200\234\0dquor \342\200\236\0"
	"drdhar \342\245\247\0drushar \342\245\213\0dsh \342\206\262\0"
	"e \342\211\244\0eftarrow \342\206\220\0eftarrowtail \342\206\242\0"
	"eftharpoondown \342\206\275\0eftharpoonup \342\206\274\0"
	"eftleftarrows \342\207\207\0eftrightarrow \342\206\224\0"
	"eftrightarrows \342\207\206\0eftrightharpoons \342\207\213\0"
	"eftrightsquigarrow \342\206\255\0eftthreetimes \342\213\213\0"
	"eg \342\213\232\0eq \342\211\244\0eqq \342\211\246\0"
	"eqslant \342\251\275\0es \342\251\275\0escc \342\252\250\0"
	"esdot \342\251\277\0esdoto \342\252\201\0esdotor \342\252\203\0"
	"esg \342\213\232\357\270\200\0esges \342\252\223\0"
	"essapprox \342\252\205\0essdot \342\213\226\0esseqgtr \342\213\232\0"
	"esseqqgtr \342\252\213\0essgtr \342\211\266\0esssim \342\211\262\0"
	"fisht \342\245\274\0floor \342\214\212\0fr \360\235\224\251\0"
	"g \342\211\266\0gE \342\252\221\0hard \342\206\275\0"
	"haru \342\206\274\0harul \342\245\252\0hblk \342\226\204\0"
	"jcy \321\231\0l \342\211\252\0larr \342\207\207\0"
	"lcorner \342\214\236\0lhard \342\245\253\0ltri \342\227\272\0"
	"midot \305\200\0moust \342\216\260\0moustache \342\216\260\0"
	"nE \342\211\250\0nap \342\252\211\0napprox \342\252\211\0"
	"ne \342\252\207\0neq \342\252\207\0neqq \342\211\250\0"
	"nsim \342\213\246\0oang \342\237\254\0oarr \342\207\275\0"
	"obrk \342\237\246\0ongleftarrow \342\237\265\0"
	"ongleftrightarrow \342\237\267\0ongmapsto \342\237\274\0"
	"ongrightarrow \342\237\266\0ooparrowleft \342\206\253\0"
	"ooparrowright \342\206\254\0opar \342\246\205\0opf \360\235\225\235\0"
	"oplus \342\250\255\0otimes \342\250\264\0owast \342\210\227\0owbar _\0"
	"oz \342\227\212\0ozenge \342\227\212\0ozf \342\247\253\0par (\0"
	"parlt \342\246\223\0rarr \342\207\206\0rcorner \342\214\237\0"
	"rhar \342\207\213\0rhard \342\245\255\0rm \342\200\216\0"
	"rtri \342\212\277\0saquo \342\200\271\0scr \360\235\223\201\0"
	"sh \342\206\260\0sim \342\211\262\0sime \342\252\215\0"
	"simg \342\252\217\0sqb [\0squo \342\200\230\0squor \342\200\232\0"
	"strok \305\202\0t <\0tcc \342\252\246\0tcir \342\251\271\0"
	"tdot \342\213\226\0three \342\213\213\0times \342\213\211\0"
	"tlarr \342\245\266\0tquest \342\251\273\0trPar \342\246\226\0"
	"tri \342\227\203\0trie \342\212\264\0trif \342\227\202\0"
	"urdshar \342\245\212\0uruhar \342\245\246\0"
	"vertneqq \342\211\250\357\270\200\0vnE \342\211\250\357\270\200";
static const char names_m[] =
	"DDot \342\210\272\0acr \302\257\0ale \342\231\202\0alt \342\234\240\0"
	"altese \342\234\240\0ap \342\206\246\0apsto \342\206\246\0"
	"apstodown \342\206\247\0apstoleft \342\206\244\0apstoup \342\206\245\0"
	"arker \342\226\256\0comma \342\250\251\0cy \320\274\0"
	"dash \342\200\224\0easuredangle \342\210\241\0fr \360\235\224\252\0"
	"ho \342\204\247\0icro \302\265\0id \342\210\243\0idast *\0"
	"idcir \342\253\260\0iddot \302\267\0inus \342\210\222\0"
	"inusb \342\212\237\0inusd \342\210\270\0inusdu \342\250\252\0"
	"lcp \342\253\233\0ldr \342\200\246\0nplus \342\210\223\0"
	"odels \342\212\247\0opf \360\235\225\236\0p \342\210\223\0"
	"scr \360\235\223\202\0stpos \342\210\276\0u \316\274\0"
	"ultimap \342\212\270\0umap \342\212\270";
static const char names_n[] =
	"Gg \342\213\231\314\270\0Gt \342\211\253\342\203\222\0"
	"Gtv \342\211\253\314\270\0Leftarrow \342\207\215\0"
	"Leftrightarrow \342\207\216\0Ll \342\213\230\314\270\0"
	"Lt \342\211\252\342\203\222\0Ltv \342\211\252\314\270\0"
	"Rightarrow \342\207\217\0VDash \342\212\257\0Vdash \342\212\256\0"
	"abla \342\210\207\0acute \305\204\0ang \342\210\240\342\203\222\0"
	"ap \342\211\211\0apE \342\251\260\314\270\0apid \342\211\213\314\270\0"
	"apos \305\211\0approx \342\211\211\0atur \342\231\256\0"
	"atural \342\231\256\0aturals \342\204\225\0bsp \302\240\0"
	"bump \342\211\216\314\270\0bumpe \342\211\217\314\270\0"
	"cap \342\251\203\0caron \305\210\0cedil \305\206\0cong \342\211\207\0"
	"congdot \342\251\255\314\270\0cup \342\251\202\0cy \320\275\0"
	"dash \342\200\223\0e \342\211\240\0eArr \342\207\227\0"
	"earhk \342\244\244\0earr \342\206\227\0earrow \342\206\227\0"
	"edot \342\211\220\314\270\0equiv \342\211\242\0esear \342\244\250\0"
	"esim \342\211\202\314\270\0exist \342\210\204\0exists \342\210\204\0"
	"fr \360\235\224\253\0gE \342\211\247\314\270\0ge \342\211\261\0"
	"geq \342\211\261\0geqq \342\211\247\314\270\0"
	"geqslant \342\251\276\314\270\0ges \342\251\276\314\270\0"
	"gsim \342\211\265\0gt \342\211\257\0gtr \342\211\257\0"
	"hArr \342\207\216\0harr \342\206\256\0hpar \342\253\262\0"
	"i \342\210\213\0is \342\213\274\0isd \342\213\272\0iv \342\210\213\0"
	"jcy \321\232\0lArr \342\207\215\0lE \342\211\246\314\270\0"
	"larr \342\206\232\0ldr \342\200\245\0le \342\211\260\0"
	"leftarrow \342\206\232\0leftrightarrow \342\206\256\0"
	"leq \342\211\260\0leqq \342\211\246\314\270\0"
	"leqslant \342\251\275\314\270\0les \342\251\275\314\270\0"
	"less \342\211\256\0lsim \342\211\264\0lt \342\211\256\0"
	"ltri \342\213\252\0ltrie \342\213\254\0mid \342\210\244\0"
	"opf \360\235\225\237\0ot \302\254\0otin \342\210\211\0"
	"otinE \342\213\271\314\270\0otindot \342\213\265\314\270\0"
	"otinva \342\210\211\0otinvb \342\213\267\0otinvc \342\213\266\0"
	"otni \342\210\214\0otniva \342\210\214\0otnivb \342\213\276\0"
	"otnivc \342\213\275\0par \342\210\246\0parallel \342\210\246\0"
	"parsl \342\253\275\342\203\245\0part \342\210\202\314\270\0"
	"polint \342\250\224\0pr \342\212\200\0prcue \342\213\240\0"
	"pre \342\252\257\314\270\0prec \342\212\200\0"
	"preceq \342\252\257\314\270\0rArr \342\207\217\0rarr \342\206\233\0"
	"rarrc \342\244\263\314\270\0rarrw \342\206\235\314\270\0"
	"rightarrow \342\206\233\0rtri \342\213\253\0rtrie \342\213\255\0"
	"sc \342\212\201\0sccue \342\213\241\0sce \342\252\260\314\270\0"
	"scr \360\235\223\203\0shortmid \342\210\244\0"
	"shortparallel \342\210\246\0sim \342\211\201\0sime \342\211\204\0"
	"simeq \342\211\204\0smid \342\210\244\0spar \342\210\246\0"
	"sqsube \342\213\242\0sqsupe \342\213\243\0sub \342\212\204\0"
	"subE \342\253\205\314\270\0sube \342\212\210\0"
	"subset \342\212\202\342\203\222\0subseteq \342\212\210\0"
	"subseteqq \342\253\205\314\270\0succ \342\212\201\0"
	"succeq \342\252\260\314\270\0sup \342\212\205\0"
	"supE \342\253\206\314\270\0supe \342\212\211\0"
	"supset \342\212\203\342\203\222\0supseteq \342\212\211\0"
	"supseteqq \342\253\206\314\270\0tgl \342\211\271\0tilde \303\261\0"
	"tlg \342\211\270\0triangleleft \342\213\252\0"
	"trianglelefteq \342\213\254\0triangleright \342\213\253\0"
	"trianglerighteq \342\213\255\0u \316\275\0um #\0umero \342\204\226\0"
	"umsp \342\200\207\0vDash \342\212\255\0vHarr \342\244\204\0"
	"vap \342\211\215\342\203\222\0vdash \342\212\254\0"
	"vge \342\211\245\342\203\222\0vgt >\342\203\222\0vinfin \342\247\236\0"
	"vlArr \342\244\202\0vle \342\211\244\342\203\222\0vlt <\342\203\222\0"
	"vltrie \342\212\264\342\203\222\0vrArr \342\244\203\0"
	"vrtrie \342\212\265\342\203\222\0vsim \342\210\274\342\203\222\0"
	"wArr \342\207\226\0warhk \342\244\243\0warr \342\206\226\0"
	"warrow \342\206\226\0wnear \342\244\247";
static const char names_o[] =
	"S \342\223\210\0acute \303\263\0ast \342\212\233\0cir \342\212\232\0"
	"circ \303\264\0cy \320\276\0dash \342\212\235\0dblac \305\221\0"
	"div \342\250\270\0dot \342\212\231\0dsold \342\246\274\0"
	"elig \305\223\0fcir \342\246\277\0fr \360\235\224\254\0gon \313\233\0"
	"grave \303\262\0gt \342\247\201\0hbar \342\246\265\0hm \316\251\0"
	"int \342\210\256\0larr \342\206\272\0lcir \342\246\276\0"
	"lcross \342\246\273\0line \342\200\276\0lt \342\247\200\0"
	"macr \305\215\0mega \317\211\0micron \316\277\0mid \342\246\266\0"
	"minus \342\212\226\0opf \360\235\225\240\0par \342\246\267\0"
	"perp \342\246\271\0plus \342\212\225\0r \342\210\250\0"
	"rarr \342\206\273\0rd \342\251\235\0rder \342\204\264\0"
	"rderof \342\204\264\0rdf \302\252\0rdm \302\272\0rigof \342\212\266\0"
	"ror \342\251\226\0rslope \342\251\227\0rv \342\251\233\0"
	"scr \342\204\264\0slash \303\270\0sol \342\212\230\0tilde \303\265\0"
	"times \342\212\227\0timesas \342\250\266\0uml \303\266\0"
	"vbar \342\214\275";
static const char names_p[] =
	"ar \342\210\245\0ara \302\266\0arallel \342\210\245\0"
	"arsim \342\253\263\0arsl \342\253\275\0art \342\210\202\0cy \320\277\0"
	"ercnt %\0eriod .\0ermil \342\200\260\0erp \342\212\245\0"
	"ertenk \342\200\261\0fr \360\235\224\255\0hi \317\206\0hiv \317\225\0"
	"hmmat \342\204\263\0hone \342\230\216\0i \317\200\0"
	"itchfork \342\213\224\0iv \317\226\0lanck \342\204\217\0"
	"lanckh \342\204\216\0lankv \342\204\217\0lus +\0lusacir \342\250\243\0"
	"lusb \342\212\236\0luscir \342\250\242\0lusdo \342\210\224\0"
	"lusdu \342\250\245\0luse \342\251\262\0lusmn \302\261\0"
	"lussim \342\250\246\0lustwo \342\250\247\0m \302\261\0"
	"ointint \342\250\225\0opf \360\235\225\241\0ound \302\243\0"
	"r \342\211\272\0rE \342\252\263\0rap \342\252\267\0rcue \342\211\274\0"
	"re \342\252\257\0rec \342\211\272\0recapprox \342\252\267\0"
	"reccurlyeq \342\211\274\0receq \342\252\257\0recnapprox \342\252\271\0"
	"recneqq \342\252\265\0recnsim \342\213\250\0recsim \342\211\276\0"
	"rime \342\200\262\0rimes \342\204\231\0rnE \342\252\265\0"
	"rnap \342\252\271\0rnsim \342\213\250\0rod \342\210\217\0"
	"rofalar \342\214\256\0rofline \342\214\222\0rofsurf \342\214\223\0"
	"rop \342\210\235\0ropto \342\210\235\0rsim \342\211\276\0"
	"rurel \342\212\260\0scr \360\235\223\205\0si \317\210\0"
	"uncsp \342\200\210";
static const char names_q[] =
	"fr \360\235\224\256\0int \342\250\214\0opf \360\235\225\242\0"
	"prime \342\201\227\0scr \360\235\223\206\0uaternions \342\204\215\0"
	"uatint \342\250\226\0uest \077\0uesteq \342\211\237\0uot \042";
static const char names_r[] =
	"Aarr \342\207\233\0Arr \342\207\222\0Atail \342\244\234\0"
	"Barr \342\244\217\0Har \342\245\244\0ace \342\210\275\314\261\0"
	"acute \305\225\0adic \342\210\232\0aemptyv \342\246\263\0"
	"ang \342\237\251\0angd \342\246\222\0ange \342\246\245\0"
	"angle \342\237\251\0aquo \302\273\0arr \342\206\222\0"
	"arrap \342\245\265\0arrb \342\207\245\0arrbfs \342\244\240\0"
	"arrc \342\244\263\0arrfs \342\244\236\0arrhk \342\206\252\0"
	"arrlp \342\206\254\0arrpl \342\245\205\0arrsim \342\245\264\0"
	"arrtl \342\206\243\0arrw \342\206\235\0atail \342\244\232\0"
	"atio \342\210\266\0ationals \342\204\232\0barr \342\244\215\0"
	"bbrk \342\235\263\0brace }\0brack ]\0brke \342\246\214\0"
	"brksld \342\246\216\0brkslu \342\246\220\0caron \305\231\0"
	"cedil \305\227\0ceil \342\214\211\0cub }\0cy \321\200\0"
	"dca \342\244\267\0dldhar \342\245\251\0dquo \342\200\235\0"
	"dquor \342\200\235\0dsh \342\206\263\0eal \342\204\234\0"
	"ealine \342\204\233\0ealpart \342\204\234\0eals \342\204\235\0"
	"ect \342\226\255\0eg \302\256\0fisht \342\245\275\0"
	"floor \342\214\213\0fr \360\235\224\257\0hard \342\207\201\0"
	"haru \342\207\200\0harul \342\245\254\0ho \317\201\0hov \317\261\0"
	"ightarrow \342\206\222\0ightarrowtail \342\206\243\0"
	"ightharpoondown \342\207\201\0ightharpoonup \342\207\200\0"
	"ightleftarrows \342\207\204\0ightleftharpoons \342\207\214\0"
	"ightrightarrows \342\207\211\0ightsquigarrow \342\206\235\0"
	"ightthreetimes \342\213\214\0ing \313\232\0isingdotseq \342\211\223\0"
	"larr \342\207\204\0lhar \342\207\214\0lm \342\200\217\0"
	"moust \342\216\261\0moustache \342\216\261\0nmid \342\253\256\0"
	"oang \342\237\255\0oarr \342\207\276\0obrk \342\237\247\0"
	"opar \342\246\206\0opf \360\235\225\243\0oplus \342\250\256\0"
	"otimes \342\250\265\0par )\0pargt \342\246\224\0ppolint \342\250\222\0"
	"rarr \342\207\211\0saquo \342\200\272\0scr \360\235\223\207\0"
	"sh \342\206\261\0sqb ]\0squo \342\200\231\0squor \342\200\231\0"
	"three \342\213\214\0times \342\213\212\0tri \342\226\271\0"
	"trie \342\212\265\0trif \342\226\270\0triltri \342\247\216\0"
	"uluhar \342\245\250\0x \342\204\236";
static const char names_s[] =
	"acute \305\233\0bquo \342\200\232\0c \342\211\273\0cE \342\252\264\0"
	"cap \342\252\270\0caron \305\241\0ccue \342\211\275\0ce \342\252\260\0"
	"cedil \305\237\0circ \305\235\0cnE \342\252\266\0cnap \342\252\272\0"
	"cnsim \342\213\251\0cpolint \342\250\223\0csim \342\211\277\0"
	"cy \321\201\0dot \342\213\205\0dotb \342\212\241\0dote \342\251\246\0"
	"eArr \342\207\230\0earhk \342\244\245\0earr \342\206\230\0"
	"earrow \342\206\230\0ect \302\247\0emi ;\0eswar \342\244\251\0"
	"etminus \342\210\226\0etmn \342\210\226\0ext \342\234\266\0"
	"fr \360\235\224\260\0frown \342\214\242\0harp \342\231\257\0"
	"hchcy \321\211\0hcy \321\210\0hortmid \342\210\243\0"
	"hortparallel \342\210\245\0hy \302\255\0igma \317\203\0"
	"igmaf \317\202\0igmav \317\202\0im \342\210\274\0imdot \342\251\252\0"
	"ime \342\211\203\0imeq \342\211\203\0img \342\252\236\0"
	"imgE \342\252\240\0iml \342\252\235\0imlE \342\252\237\0"
	"imne \342\211\206\0implus \342\250\244\0imrarr \342\245\262\0"
	"larr \342\206\220\0mallsetminus \342\210\226\0mashp \342\250\263\0"
	"meparsl \342\247\244\0mid \342\210\243\0mile \342\214\243\0"
	"mt \342\252\252\0mte \342\252\254\0mtes \342\252\254\357\270\200\0"
	"oftcy \321\214\0ol /\0olb \342\247\204\0olbar \342\214\277\0"
	"opf \360\235\225\244\0pades \342\231\240\0padesuit \342\231\240\0"
	"par \342\210\245\0qcap \342\212\223\0qcaps \342\212\223\357\270\200\0"
	"qcup \342\212\224\0qcups \342\212\224\357\270\200\0qsub \342\212\217\0"
	"qsube \342\212\221\0qsubset \342\212\217\0qsubseteq \342\212\221\0"
	"qsup \342\212\220\0qsupe \342\212\222\0qsupset \342\212\220\0"
	"qsupseteq \342\212\222\0qu \342\226\241\0quare \342\226\241\0"
	"quarf \342\226\252\0quf \342\226\252\0rarr \342\206\222\0"
	"scr \360\235\223\210\0setmn \342\210\226\0smile \342\214\243\0"
	"starf \342\213\206\0tar \342\230\206\0tarf \342\230\205\0"
	"traightepsilon \317\265\0traightphi \317\225\0trns \302\257\0"
	"ub \342\212\202\0ubE \342\253\205\0ubdot \342\252\275\0"
	"ube \342\212\206\0ubedot \342\253\203\0ubmult \342\253\201\0"
	"ubnE \342\253\213\0ubne \342\212\212\0ubplus \342\252\277\0"
	"ubrarr \342\245\271\0ubset \342\212\202\0ubseteq \342\212\206\0"
	"ubseteqq \342\253\205\0ubsetneq \342\212\212\0ubsetneqq \342\253\213\0"
	"ubsim \342\253\207\0ubsub \342\253\225\0ubsup \342\253\223\0"
	"ucc \342\211\273\0uccapprox \342\252\270\0ucccurlyeq \342\211\275\0"
	"ucceq \342\252\260\0uccnapprox \342\252\272\0uccneqq \342\252\266\0"
	"uccnsim \342\213\251\0uccsim \342\211\277\0um \342\210\221\0"
	"ung \342\231\252\0up \342\212\203\0up1 \302\271\0up2 \302\262\0"
	"up3 \302\263\0upE \342\253\206\0updot \342\252\276\0"
	"updsub \342\253\230\0upe \342\212\207\0upedot \342\253\204\0"
	"uphsol \342\237\211\0uphsub \342\253\227\0uplarr \342\245\273\0"
	"upmult \342\253\202\0upnE \342\253\214\0upne \342\212\213\0"
	"upplus \342\253\200\0upset \342\212\203\0upseteq \342\212\207\0"
	"upseteqq \342\253\206\0upsetneq \342\212\213\0upsetneqq \342\253\214\0"
	"upsim \342\253\210\0upsub \342\253\224\0upsup \342\253\226\0"
	"wArr \342\207\231\0warhk \342\244\246\0warr \342\206\231\0"
	"warrow \342\206\231\0wnwar \342\244\252\0zlig \303\237";
static const char names_t[] =
	"arget \342\214\226\0au \317\204\0brk \342\216\264\0caron \305\245\0"
	"cedil \305\243\0cy \321\202\0dot \342\203\233\0elrec \342\214\225\0"
	"fr \360\235\224\261\0here4 \342\210\264\0herefore \342\210\264\0"
	"heta \316\270\0hetasym \317\221\0hetav \317\221\0"
	"hickapprox \342\211\210\0hicksim \342\210\274\0hinsp \342\200\211\0"
	"hkap \342\211\210\0hksim \342\210\274\0horn \303\276\0ilde \313\234\0"
	"imes \303\227\0imesb \342\212\240\0imesbar \342\250\261\0"
	"imesd \342\250\260\0int \342\210\255\0oea \342\244\250\0"
	"op \342\212\244\0opbot \342\214\266\0opcir \342\253\261\0"
	"opf \360\235\225\245\0opfork \342\253\232\0osa \342\244\251\0"
	"prime \342\200\264\0rade \342\204\242\0riangle \342\226\265\0"
	"riangledown \342\226\277\0riangleleft \342\227\203\0"
	"rianglelefteq \342\212\264\0riangleq \342\211\234\0"
	"riangleright \342\226\271\0rianglerighteq \342\212\265\0"
	"ridot \342\227\254\0rie \342\211\234\0riminus \342\250\272\0"
	"riplus \342\250\271\0risb \342\247\215\0ritime \342\250\273\0"
	"rpezium \342\217\242\0scr \360\235\223\211\0scy \321\206\0"
	"shcy \321\233\0strok \305\247\0wixt \342\211\254\0"
	"woheadleftarrow \342\206\236\0woheadrightarrow \342\206\240";
static const char names_u[] =
	"Arr \342\207\221\0Har \342\245\243\0acute \303\272\0arr \342\206\221\0"
	"brcy \321\236\0breve \305\255\0circ \303\273\0cy \321\203\0"
	"darr \342\207\205\0dblac \305\261\0dhar \342\245\256\0"
	"fisht \342\245\276\0fr \360\235\224\262\0grave \303\271\0"
	"harl \342\206\277\0harr \342\206\276\0hblk \342\226\200\0"
	"lcorn \342\214\234\0lcorner \342\214\234\0lcrop \342\214\217\0"
	"ltri \342\227\270\0macr \305\253\0ml \302\250\0ogon \305\263\0"
	"opf \360\235\225\246\0parrow \342\206\221\0pdownarrow \342\206\225\0"
	"pharpoonleft \342\206\277\0pharpoonright \342\206\276\0"
	"plus \342\212\216\0psi \317\205\0psih \317\222\0psilon \317\205\0"
	"puparrows \342\207\210\0rcorn \342\214\235\0rcorner \342\214\235\0"
	"rcrop \342\214\216\0ring \305\257\0rtri \342\227\271\0"
	"scr \360\235\223\212\0tdot \342\213\260\0tilde \305\251\0"
	"tri \342\226\265\0trif \342\226\264\0uarr \342\207\210\0uml \303\274\0"
	"wangle \342\246\247";
static const char names_v[] =
	"Arr \342\207\225\0Bar \342\253\250\0Barv \342\253\251\0"
	"Dash \342\212\250\0angrt \342\246\234\0arepsilon \317\265\0"
	"arkappa \317\260\0arnothing \342\210\205\0arphi \317\225\0"
	"arpi \317\226\0arpropto \342\210\235\0arr \342\206\225\0"
	"arrho \317\261\0arsigma \317\202\0"
	"arsubsetneq \342\212\212\357\270\200\0"
	"arsubsetneqq \342\253\213\357\270\200\0"
	"arsupsetneq \342\212\213\357\270\200\0"
	"arsupsetneqq \342\253\214\357\270\200\0artheta \317\221\0"
	"artriangleleft \342\212\262\0artriangleright \342\212\263\0"
	"cy \320\262\0dash \342\212\242\0ee \342\210\250\0eebar \342\212\273\0"
	"eeeq \342\211\232\0ellip \342\213\256\0erbar |\0ert |\0"
	"fr \360\235\224\263\0ltri \342\212\262\0"
	"nsub \342\212\202\342\203\222\0nsup \342\212\203\342\203\222\0"
	"opf \360\235\225\247\0prop \342\210\235\0rtri \342\212\263\0"
	"scr \360\235\223\213\0subnE \342\253\213\357\270\200\0"
	"subne \342\212\212\357\270\200\0supnE \342\253\214\357\270\200\0"
	"supne \342\212\213\357\270\200\0zigzag \342\246\232";
static const char names_w[] =
	"circ \305\265\0edbar \342\251\237\0edge \342\210\247\0"
	"edgeq \342\211\231\0eierp \342\204\230\0fr \360\235\224\264\0"
	"opf \360\235\225\250\0p \342\204\230\0r \342\211\200\0"
	"reath \342\211\200\0scr \360\235\223\214";
static const char names_x[] =
	"cap \342\213\202\0circ \342\227\257\0cup \342\213\203\0"
	"dtri \342\226\275\0fr \360\235\224\265\0hArr \342\237\272\0"
	"harr \342\237\267\0i \316\276\0lArr \342\237\270\0larr \342\237\265\0"
	"map \342\237\274\0nis \342\213\273\0odot \342\250\200\0"
	"opf \360\235\225\251\0oplus \342\250\201\0otime \342\250\202\0"
	"rArr \342\237\271\0rarr \342\237\266\0scr \360\235\223\215\0"
	"sqcup \342\250\206\0uplus \342\250\204\0utri \342\226\263\0"
	"vee \342\213\201\0wedge \342\213\200";
static const char names_y[] =
	"acute \303\275\0acy \321\217\0circ \305\267\0cy \321\213\0"
	"en \302\245\0fr \360\235\224\266\0icy \321\227\0opf \360\235\225\252\0"
	"scr \360\235\223\216\0ucy \321\216\0uml \303\277";
static const char names_z[] =
	"acute \305\272\0caron \305\276\0cy \320\267\0dot \305\274\0"
	"eetrf \342\204\250\0eta \316\266\0fr \360\235\224\267\0hcy \320\266\0"
	"igrarr \342\207\235\0opf \360\235\225\253\0scr \360\235\223\217\0"
	"wj \342\200\215\0wnj \342\200\214";

static const struct slice letters[] = {
	SLICE_INIT(names_A), SLICE_INIT(names_B), SLICE_INIT(names_C),
	SLICE_INIT(names_D), SLICE_INIT(names_E), SLICE_INIT(names_F),
	SLICE_INIT(names_G), SLICE_INIT(names_H), SLICE_INIT(names_I),
	SLICE_INIT(names_J), SLICE_INIT(names_K), SLICE_INIT(names_L),
	SLICE_INIT(names_M), SLICE_INIT(names_N), SLICE_INIT(names_O),
	SLICE_INIT(names_P), SLICE_INIT(names_Q), SLICE_INIT(names_R),
	SLICE_INIT(names_S), SLICE_INIT(names_T), SLICE_INIT(names_U),
	SLICE_INIT(names_V), SLICE_INIT(names_W), SLICE_INIT(names_X),
	SLICE_INIT(names_Y), SLICE_INIT(names_Z), SLICE_INIT(names_a),
	SLICE_INIT(names_b), SLICE_INIT(names_c), SLICE_INIT(names_d),
	SLICE_INIT(names_e), SLICE_INIT(names_f), SLICE_INIT(names_g),
	SLICE_INIT(names_h), SLICE_INIT(names_i), SLICE_INIT(names_j),
	SLICE_INIT(names_k), SLICE_INIT(names_l), SLICE_INIT(names_m),
	SLICE_INIT(names_n), SLICE_INIT(names_o), SLICE_INIT(names_p),
	SLICE_INIT(names_q), SLICE_INIT(names_r), SLICE_INIT(names_s),
	SLICE_INIT(names_t), SLICE_INIT(names_u), SLICE_INIT(names_v),
	SLICE_INIT(names_w), SLICE_INIT(names_x), SLICE_INIT(names_y),
	SLICE_INIT(names_z)
};

/* The record that byte `at` is in. */
static struct slice
record_at(struct slice all, size_t at)
{
	struct slice record = { all.p, 0 };

	while (at > 0 && all.p[at - 1] != '\0')
		at--;
	record.p = all.p + at;
	record.n = strlen(record.p);
	return record;
}

/* The order of a name and of a record's name, which ends with a blank. */
static int
compare(struct slice name, struct slice record)
{
	size_t n = slice_find(record, ' ');
	int order = memcmp(name.p, record.p, name.n < n ? name.n : n);

	if (order != 0)
		return order;
	return name.n < n ? -1 : name.n > n;
}

struct slice
md_entity_find(struct slice name)
{
	struct slice all, record;
	size_t low = 0, high, at;
	int order;

	if (name.n < 2 || !ascii_alpha(name.p[0]))
		return slice_of(NULL, 0);
	at = name.p[0] <= 'Z' ? 0 : 26;
	all = letters[at + (size_t)(ascii_lower(name.p[0]) - 'a')];
	name = slice_skip(name, 1);
	high = all.n;
	while (low < high) {
		record = record_at(all, low + (high - low) / 2);
		order = compare(name, record);
		if (order == 0)
			return slice_skip(record, name.n + 1);
		if (order < 0)
			high = (size_t)(record.p - all.p);
		else
			low = (size_t)(record.p - all.p) + record.n + 1;
	}
	return slice_of(NULL, 0);
}
